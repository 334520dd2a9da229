/** The alpha channel, apart from the colours and back with them. */
@NullMarked
package dev.hearth.kernels.alpha;

import org.jspecify.annotations.NullMarked;
