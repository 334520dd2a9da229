package dev.hearth.runtime.worker;

/**
 * Why a worker ended.
 *
 * @param reason sentence for logs
 * @param startTimedOut whether it wasn't ready in time
 * @param clean whether it was drained and exited as it should
 */
public record WorkerDeath(String reason, boolean startTimedOut, boolean clean) {}
