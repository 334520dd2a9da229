/** Tests. */
@NullMarked
package dev.hearth.kernels.device;

import org.jspecify.annotations.NullMarked;
