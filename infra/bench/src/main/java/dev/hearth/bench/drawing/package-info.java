/** Drawing pictures in a running batch, beside the bare network. */
@NullMarked
package dev.hearth.bench.drawing;

import org.jspecify.annotations.NullMarked;
