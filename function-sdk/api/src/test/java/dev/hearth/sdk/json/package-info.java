/** Tries to break {@code dev.hearth.sdk.json}. */
@NullMarked
package dev.hearth.sdk.json;

import org.jspecify.annotations.NullMarked;
