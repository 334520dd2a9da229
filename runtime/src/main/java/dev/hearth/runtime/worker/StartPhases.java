package dev.hearth.runtime.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * What a worker's start took. The phase before these, {@code provision}, is the wait for room on a
 * node.
 *
 * @param pull bringing the function's files to this machine
 * @param start from the start of the process to its first word
 * @param load the function's set-up
 * @param warmUp its warm-up
 * @param cached whether the classes came from an AOT cache
 * @param cpu processor time of the process until it was ready, where the kernel tells
 */
public record StartPhases(
    Duration pull,
    Duration start,
    Duration load,
    Duration warmUp,
    boolean cached,
    Optional<Duration> cpu) {}
