package dev.hearth.runtime.sandbox;

/**
 * What one worker as a whole may take.
 *
 * @param processes processes and threads
 * @param cpus processors; for a JVM 1 more than the function asked for, as it compiles and collects
 *     garbage on threads of its own
 */
record WorkerBounds(long memoryBytes, int processes, int cpus) {
  /**
   * The worker's weight when processors are scarce: a tenth of the node's own for each processor,
   * so that busy functions don't starve what serves their neighbours.
   *
   * @param node weight of the node's processes
   */
  static long share(int node, WorkerBounds bounds) {
    return Math.min(node, (long) node * bounds.cpus / 10);
  }
}
