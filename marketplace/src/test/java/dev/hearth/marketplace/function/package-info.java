/** Tests of the package {@code function}. */
@NullMarked
package dev.hearth.marketplace.function;

import org.jspecify.annotations.NullMarked;
