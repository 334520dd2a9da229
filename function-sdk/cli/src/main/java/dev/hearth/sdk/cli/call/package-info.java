/** Calling a function from the command line, through its queue. */
@NullMarked
package dev.hearth.sdk.cli.call;

import org.jspecify.annotations.NullMarked;
