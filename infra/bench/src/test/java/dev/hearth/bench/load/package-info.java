/** Tests. */
@NullMarked
package dev.hearth.bench.load;

import org.jspecify.annotations.NullMarked;
