/** What this node asks of the marketplace, over its internal interface. */
@NullMarked
package dev.hearth.runtime.marketplace;

import org.jspecify.annotations.NullMarked;
