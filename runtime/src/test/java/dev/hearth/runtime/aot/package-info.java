/** Tests of the package {@code aot}. */
@NullMarked
package dev.hearth.runtime.aot;

import org.jspecify.annotations.NullMarked;
