/** Tries to break {@code dev.hearth.sdk.protocol}. */
@NullMarked
package dev.hearth.sdk.protocol;

import org.jspecify.annotations.NullMarked;
