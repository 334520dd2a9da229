/** Secrets of accounts, sealed, and which functions are given them. */
@NullMarked
package dev.hearth.marketplace.secret;

import org.jspecify.annotations.NullMarked;
