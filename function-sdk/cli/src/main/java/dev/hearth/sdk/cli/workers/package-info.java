/** What workers do and write: {@code hearth ps} and {@code hearth logs}. */
@NullMarked
package dev.hearth.sdk.cli.workers;

import org.jspecify.annotations.NullMarked;
