/** Tests of the package {@code audit}. */
@NullMarked
package dev.hearth.marketplace.audit;

import org.jspecify.annotations.NullMarked;
