/** Units of calls: their bound before, their measure after, and what they cost. */
@NullMarked
package dev.hearth.runtime.metering;

import org.jspecify.annotations.NullMarked;
