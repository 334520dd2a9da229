/** Tests. */
@NullMarked
package dev.hearth.kernels.planar;

import org.jspecify.annotations.NullMarked;
