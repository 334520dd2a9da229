/** Tests. */
@NullMarked
package dev.hearth.bench.drawing;

import org.jspecify.annotations.NullMarked;
