/** Tests of units and prices. */
@NullMarked
package dev.hearth.runtime.metering;

import org.jspecify.annotations.NullMarked;
