package dev.hearth.runtime.queue;

import java.util.Optional;
import java.util.UUID;

/**
 * A request as its caller sees it.
 *
 * @param function {@code owner/name}
 * @param position requests that start before it; 0 unless it is queued
 * @param course what it has told so far
 * @param ending empty while it isn't terminal, or after its payload was purged
 */
public record RequestView(
    UUID id,
    String function,
    RequestState state,
    int position,
    Course course,
    Optional<Ending> ending) {}
