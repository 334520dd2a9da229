/** Planes of one size to another. */
@NullMarked
package dev.hearth.kernels.resize;

import org.jspecify.annotations.NullMarked;
