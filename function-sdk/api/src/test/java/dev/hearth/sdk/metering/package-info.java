/** Tests of the units of calls. */
@NullMarked
package dev.hearth.sdk.metering;

import org.jspecify.annotations.NullMarked;
