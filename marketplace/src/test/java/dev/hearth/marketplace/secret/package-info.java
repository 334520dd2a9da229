/** Tests of the package {@code secret}. */
@NullMarked
package dev.hearth.marketplace.secret;

import org.jspecify.annotations.NullMarked;
