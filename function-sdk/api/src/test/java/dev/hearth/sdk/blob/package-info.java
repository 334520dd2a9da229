/** Tries to break {@code dev.hearth.sdk.blob}. */
@NullMarked
package dev.hearth.sdk.blob;

import org.jspecify.annotations.NullMarked;
