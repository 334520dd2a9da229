/** What admins do with the ledger from the command line. */
@NullMarked
package dev.hearth.sdk.cli.ledger;

import org.jspecify.annotations.NullMarked;
