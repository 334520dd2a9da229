/** Amounts in nano-dollars and how they follow from units and prices. */
@NullMarked
package dev.hearth.marketplace.money;

import org.jspecify.annotations.NullMarked;
