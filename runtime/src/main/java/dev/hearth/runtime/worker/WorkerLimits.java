package dev.hearth.runtime.worker;

import java.time.Duration;

/**
 * What a worker is held to. Whoever passes one of these is killed.
 *
 * @param start from the start of the process to READY
 * @param hello from connecting to HELLO
 * @param outputBytes of all output files of one call
 * @param outputFiles of one call
 * @param resultBytes of the output JSON of one call
 * @param logBytes of the log of one call; what comes after is dropped, which kills nobody
 * @param messageBytesPerSecond of logs, progress and partial outputs of a worker; what comes faster
 *     waits, which kills nobody
 */
public record WorkerLimits(
    Duration start,
    Duration hello,
    long outputBytes,
    int outputFiles,
    int resultBytes,
    long logBytes,
    long messageBytesPerSecond) {}
