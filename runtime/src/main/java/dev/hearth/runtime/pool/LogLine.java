package dev.hearth.runtime.pool;

import java.time.Instant;

/**
 * A line of a log.
 *
 * @param level {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR}, {@code STDOUT} or {@code
 *     STDERR}
 */
public record LogLine(Instant at, String level, String message) {}
