/** Seals and limits of signing in. */
@NullMarked
package dev.hearth.marketplace.console.session;

import org.jspecify.annotations.NullMarked;
