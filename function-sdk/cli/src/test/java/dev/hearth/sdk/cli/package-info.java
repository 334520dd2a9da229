/** Commands as a user types them, against a real HTTP server. */
@NullMarked
package dev.hearth.sdk.cli;

import org.jspecify.annotations.NullMarked;
