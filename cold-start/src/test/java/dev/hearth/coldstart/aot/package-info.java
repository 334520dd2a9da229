/** Tests of the package {@code aot}. */
@NullMarked
package dev.hearth.coldstart.aot;

import org.jspecify.annotations.NullMarked;
