/** Who is looking: sign-in with an API key, kept in a sealed cookie. */
@NullMarked
package dev.hearth.marketplace.console.session;

import org.jspecify.annotations.NullMarked;
