/** Which Hearth a command talks to. */
@NullMarked
package dev.hearth.sdk.cli.connection;

import org.jspecify.annotations.NullMarked;
