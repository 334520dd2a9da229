/** Tests of the package {@code fetch}. */
@NullMarked
package dev.hearth.runtime.fetch;

import org.jspecify.annotations.NullMarked;
