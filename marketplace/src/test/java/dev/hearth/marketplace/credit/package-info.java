/** Tests of the package {@code credit}. */
@NullMarked
package dev.hearth.marketplace.credit;

import org.jspecify.annotations.NullMarked;
