package dev.hearth.runtime.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A request as its caller sees it.
 *
 * @param function {@code owner/name}
 * @param position requests that start before it; 0 unless it is queued
 * @param logs one JSON object per line
 * @param ending empty while it isn't terminal, or after its payload was purged
 */
public record RequestView(
    UUID id,
    String function,
    RequestState state,
    int position,
    List<String> logs,
    Optional<Ending> ending) {
  public RequestView {
    logs = List.copyOf(logs);
  }
}
