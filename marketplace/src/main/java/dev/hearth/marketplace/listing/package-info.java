/** What the catalog shows of functions, and at what price. */
@NullMarked
package dev.hearth.marketplace.listing;

import org.jspecify.annotations.NullMarked;
