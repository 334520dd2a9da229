/** 8-bit interleaved pixels to float planes and back. */
@NullMarked
package dev.hearth.kernels.planar;

import org.jspecify.annotations.NullMarked;
