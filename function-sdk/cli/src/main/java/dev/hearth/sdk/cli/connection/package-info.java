/** Which Hearth a command talks to, with whose key, and how. */
@NullMarked
package dev.hearth.sdk.cli.connection;

import org.jspecify.annotations.NullMarked;
