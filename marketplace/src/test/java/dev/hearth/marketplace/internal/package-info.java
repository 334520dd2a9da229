/** Tests of the package {@code internal}. */
@NullMarked
package dev.hearth.marketplace.internal;

import org.jspecify.annotations.NullMarked;
