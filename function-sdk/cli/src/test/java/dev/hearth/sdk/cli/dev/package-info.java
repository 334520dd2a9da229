/** Tests of running a function on this machine. */
@NullMarked
package dev.hearth.sdk.cli.dev;

import org.jspecify.annotations.NullMarked;
