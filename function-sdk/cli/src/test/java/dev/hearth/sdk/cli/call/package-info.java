/** Calls and their inputs, results and ends. */
@NullMarked
package dev.hearth.sdk.cli.call;

import org.jspecify.annotations.NullMarked;
