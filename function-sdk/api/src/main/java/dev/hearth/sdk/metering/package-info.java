/** Units of calls: their bound before, their measure after. */
@NullMarked
package dev.hearth.sdk.metering;

import org.jspecify.annotations.NullMarked;
