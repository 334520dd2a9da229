/** Pictures in overlapping tiles, and tiles back into pictures without seams. */
@NullMarked
package dev.hearth.kernels.tile;

import org.jspecify.annotations.NullMarked;
