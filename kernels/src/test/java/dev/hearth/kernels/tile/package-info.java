/** Tests. */
@NullMarked
package dev.hearth.kernels.tile;

import org.jspecify.annotations.NullMarked;
