/** Accounts, their API keys and their funds. */
@NullMarked
package dev.hearth.marketplace.account;

import org.jspecify.annotations.NullMarked;
