/** Checking a worker against the worker protocol. */
@NullMarked
package dev.hearth.sdk.cli.conformance;

import org.jspecify.annotations.NullMarked;
