package dev.hearth.runtime.sandbox;

/**
 * What one worker as a whole may take.
 *
 * @param processes processes and threads
 * @param cpus processors; for a JVM 1 more than the function asked for, as it compiles and collects
 *     garbage on threads of its own
 */
record WorkerBounds(long memoryBytes, int processes, int cpus) {}
