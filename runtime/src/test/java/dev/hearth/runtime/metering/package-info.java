/** Tests of the package {@code metering}. */
@NullMarked
package dev.hearth.runtime.metering;

import org.jspecify.annotations.NullMarked;
