package dev.hearth.runtime.pool;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Shares the node's room for workers among its pools. Its lock is the innermost one: pools call it
 * while they hold their own, and it never calls a pool.
 */
final class NodeCapacity {
  private final int maxWorkers;
  private final long maxMemoryBytes;
  private final long yieldNanos;

  /** Pools that need a worker there is no room for, and since when. */
  private final Map<VersionPool, Long> waiting = new LinkedHashMap<>();

  private int workers;
  private long memoryBytes;
  private int evictions;

  /** Lets the many calls that find nobody waiting do without the lock. */
  private volatile boolean contended;

  NodeCapacity(int maxWorkers, long maxMemoryBytes, Duration yieldAfter) {
    this.maxWorkers = maxWorkers;
    this.maxMemoryBytes = maxMemoryBytes;
    this.yieldNanos = yieldAfter.toNanos();
  }

  /** Whether a worker of that size could ever run here. */
  boolean canHold(long bytes) {
    return bytes <= maxMemoryBytes;
  }

  /** Takes room for a worker; without room the pool is woken when some becomes free. */
  synchronized boolean tryReserve(VersionPool pool, long bytes, long nowNanos) {
    if (workers >= maxWorkers || memoryBytes + bytes > maxMemoryBytes) {
      waiting.putIfAbsent(pool, nowNanos);
      contended = true;
      return false;
    }
    forget(pool);
    workers++;
    memoryBytes += bytes;
    return true;
  }

  /** Takes room for a worker that no call waits for, if there is some that no pool waits for. */
  synchronized boolean tryTake(long bytes) {
    if (!waiting.isEmpty() || workers >= maxWorkers || memoryBytes + bytes > maxMemoryBytes) {
      return false;
    }
    workers++;
    memoryBytes += bytes;
    return true;
  }

  /** The pool needs no worker any more. */
  synchronized void forget(VersionPool pool) {
    waiting.remove(pool);
  }

  /**
   * Gives room back.
   *
   * @return pools to wake, the one that has waited longest first
   */
  synchronized List<VersionPool> release(long bytes, boolean evicted) {
    workers--;
    memoryBytes -= bytes;
    if (evicted) {
      evictions--;
    }
    if (workers == 0) {
      notifyAll();
    }
    return List.copyOf(waiting.keySet());
  }

  /** Whether any pool waits for room. */
  boolean isContended() {
    return contended;
  }

  /** Whether an idle worker of another pool should make room now; the caller then evicts one. */
  boolean beginEviction() {
    return contended && reserveEviction();
  }

  private synchronized boolean reserveEviction() {
    if (evictions >= waiting.size()) {
      return false;
    }
    evictions++;
    return true;
  }

  /** Nothing was found to evict. */
  synchronized void abandonEviction() {
    evictions--;
  }

  /** Whether a pool that always has work should give up a worker for one that waits too long. */
  boolean beginYield(VersionPool pool, long nowNanos) {
    return contended && reserveYield(pool, nowNanos);
  }

  private synchronized boolean reserveYield(VersionPool pool, long nowNanos) {
    Iterator<Map.Entry<VersionPool, Long>> first = waiting.entrySet().iterator();
    if (evictions > 0 || !first.hasNext()) {
      return false;
    }
    Map.Entry<VersionPool, Long> longest = first.next();
    if (longest.getKey().equals(pool) || nowNanos - longest.getValue() < yieldNanos) {
      return false;
    }
    evictions++;
    return true;
  }

  /** Waits until no worker is left; tells whether that came true. */
  synchronized boolean awaitEmpty(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); workers > 0 && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return workers == 0;
  }
}
