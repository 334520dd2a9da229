/** Tries to break {@code dev.hearth.runtime.device}. */
@NullMarked
package dev.hearth.runtime.device;

import org.jspecify.annotations.NullMarked;
