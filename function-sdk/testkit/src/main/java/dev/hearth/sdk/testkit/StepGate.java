package dev.hearth.sdk.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Stands between the steps of an iterative function. While it is closed, each permit lets one step
 * pass.
 */
final class StepGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;
  private boolean atBoundary;
  private long obeyed;
  private int permits;

  /** Waits at the gate; on the function's thread. */
  void pass() {
    lock.lock();
    try {
      atBoundary = true;
      changed.signalAll();
      while (closed && permits == 0) {
        changed.awaitUninterruptibly();
      }
      permits = closed ? permits - 1 : 0;
      atBoundary = false;
    } finally {
      lock.unlock();
    }
  }

  /** The worker has obeyed one more frame. */
  void obeyed() {
    lock.lock();
    try {
      obeyed++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has whoever waits look again. */
  void look() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      closed = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets one step pass and waits until the function stands at the gate again, or has no call left.
   *
   * @param frames that the worker must have obeyed before
   * @return false if that took too long
   */
  boolean advance(long frames, BooleanSupplier hasCalls, Duration atMost)
      throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      nanos = await(() -> obeyed >= frames && (atBoundary || !hasCalls.getAsBoolean()), nanos);
      if (nanos <= 0 || !hasCalls.getAsBoolean()) {
        return nanos > 0;
      }
      permits = 1;
      changed.signalAll();
      return await(() -> permits == 0 && (atBoundary || !hasCalls.getAsBoolean()), nanos) > 0;
    } finally {
      lock.unlock();
    }
  }

  private long await(BooleanSupplier condition, long atMostNanos) throws InterruptedException {
    long nanos = Math.min(atMostNanos, TimeUnit.DAYS.toNanos(1));
    while (!condition.getAsBoolean() && nanos > 0) {
      nanos = changed.awaitNanos(nanos);
    }
    return condition.getAsBoolean() ? Math.max(nanos, 1) : 0;
  }
}
