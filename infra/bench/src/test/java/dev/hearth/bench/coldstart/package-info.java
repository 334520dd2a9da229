/** Tests of the package {@code coldstart}. */
@NullMarked
package dev.hearth.bench.coldstart;

import org.jspecify.annotations.NullMarked;
