/** Tries to break {@code dev.hearth.sdk.manifest}. */
@NullMarked
package dev.hearth.sdk.manifest;

import org.jspecify.annotations.NullMarked;
