/** Tries to break {@code dev.hearth.sdk.descriptor}. */
@NullMarked
package dev.hearth.sdk.descriptor;

import org.jspecify.annotations.NullMarked;
