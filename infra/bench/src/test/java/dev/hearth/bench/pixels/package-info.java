/** Tests. */
@NullMarked
package dev.hearth.bench.pixels;

import org.jspecify.annotations.NullMarked;
