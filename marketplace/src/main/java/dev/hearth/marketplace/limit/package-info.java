/** Bounds of what one request may bring. */
@NullMarked
package dev.hearth.marketplace.limit;

import org.jspecify.annotations.NullMarked;
