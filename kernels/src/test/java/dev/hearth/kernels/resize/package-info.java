/** Tests. */
@NullMarked
package dev.hearth.kernels.resize;

import org.jspecify.annotations.NullMarked;
