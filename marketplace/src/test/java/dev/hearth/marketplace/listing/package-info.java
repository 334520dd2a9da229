/** Tests of the package {@code listing}. */
@NullMarked
package dev.hearth.marketplace.listing;

import org.jspecify.annotations.NullMarked;
