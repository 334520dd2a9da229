/** Failures in the shapes that fal's clients read. */
@NullMarked
package dev.hearth.runtime.error;

import org.jspecify.annotations.NullMarked;
