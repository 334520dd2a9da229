/** Tries to break {@code dev.hearth.sdk.compat}. */
@NullMarked
package dev.hearth.sdk.compat;

import org.jspecify.annotations.NullMarked;
