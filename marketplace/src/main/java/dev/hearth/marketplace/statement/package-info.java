/** What accounts and admins read of the ledger. */
@NullMarked
package dev.hearth.marketplace.statement;

import org.jspecify.annotations.NullMarked;
