/** Strict double entry: who has how much, and why. */
@NullMarked
package dev.hearth.marketplace.ledger;

import org.jspecify.annotations.NullMarked;
