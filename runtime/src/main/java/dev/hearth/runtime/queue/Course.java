package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.Partial;
import dev.hearth.runtime.call.Progress;
import java.util.List;
import java.util.Optional;

/**
 * What an attempt of a request has told so far.
 *
 * @param attempt its number, from 1; 0 before the first
 * @param logs one JSON object per line
 * @param partial the latest partial output
 */
public record Course(
    int attempt, List<String> logs, Optional<Progress> progress, Optional<Partial> partial) {
  public Course {
    logs = List.copyOf(logs);
  }

  /** That of a request which has ended. */
  static Course ended(int attempt, List<String> logs) {
    return new Course(attempt, logs, Optional.empty(), Optional.empty());
  }
}
