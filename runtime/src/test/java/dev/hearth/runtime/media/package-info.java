/** Tests of the package {@code media}. */
@NullMarked
package dev.hearth.runtime.media;

import org.jspecify.annotations.NullMarked;
