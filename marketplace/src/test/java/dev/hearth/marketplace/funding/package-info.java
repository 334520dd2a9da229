/** Tests of the package {@code funding}. */
@NullMarked
package dev.hearth.marketplace.funding;

import org.jspecify.annotations.NullMarked;
