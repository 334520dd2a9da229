/** Tests. */
@NullMarked
package dev.hearth.kernels.alpha;

import org.jspecify.annotations.NullMarked;
