/** The command {@code conformance}. */
@NullMarked
package dev.hearth.sdk.cli.conformance;

import org.jspecify.annotations.NullMarked;
