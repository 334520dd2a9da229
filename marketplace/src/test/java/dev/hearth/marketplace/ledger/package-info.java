/** Tests of the package {@code ledger}. */
@NullMarked
package dev.hearth.marketplace.ledger;

import org.jspecify.annotations.NullMarked;
