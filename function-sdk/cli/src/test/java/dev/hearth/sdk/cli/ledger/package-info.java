/** Tests of the package {@code ledger}. */
@NullMarked
package dev.hearth.sdk.cli.ledger;

import org.jspecify.annotations.NullMarked;
