/** Tests of the package {@code audit}. */
@NullMarked
package dev.hearth.runtime.audit;

import org.jspecify.annotations.NullMarked;
