/** The hearth command: its entry and the way other modules add commands to it. */
@NullMarked
package dev.hearth.sdk.cli;

import org.jspecify.annotations.NullMarked;
