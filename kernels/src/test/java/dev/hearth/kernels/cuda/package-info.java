/** Tests. */
@NullMarked
package dev.hearth.kernels.cuda;

import org.jspecify.annotations.NullMarked;
