/** How fast the pixel operators are, beside a plain copy of as many bytes. */
@NullMarked
package dev.hearth.bench.pixels;

import org.jspecify.annotations.NullMarked;
