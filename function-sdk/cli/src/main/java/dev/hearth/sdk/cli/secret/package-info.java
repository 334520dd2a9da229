/** Secrets of one's functions. */
@NullMarked
package dev.hearth.sdk.cli.secret;

import org.jspecify.annotations.NullMarked;
