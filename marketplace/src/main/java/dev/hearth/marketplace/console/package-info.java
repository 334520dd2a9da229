/** The web pages: gallery, functions with their playground, sign-in and account. */
@NullMarked
package dev.hearth.marketplace.console;

import org.jspecify.annotations.NullMarked;
