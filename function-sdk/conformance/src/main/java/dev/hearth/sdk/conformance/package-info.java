/** Holds any worker to the worker protocol: plays its node and checks rule by rule. */
@NullMarked
package dev.hearth.sdk.conformance;

import org.jspecify.annotations.NullMarked;
