/** The kit on real workers, and on workers that break a rule each. */
@NullMarked
package dev.hearth.sdk.conformance;

import org.jspecify.annotations.NullMarked;
