/** What calls cost: amounts from units. */
@NullMarked
package dev.hearth.runtime.metering;

import org.jspecify.annotations.NullMarked;
