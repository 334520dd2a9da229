package dev.hearth.sdk.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Stands before each turn of a function. While it is closed, each permit lets one turn begin. */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;
  private boolean atGate;
  private long obeyed;
  private int permits;

  /** Waits at the gate; on the function's thread. */
  void pass() {
    lock.lock();
    try {
      atGate = true;
      changed.signalAll();
      while (closed && permits == 0) {
        changed.awaitUninterruptibly();
      }
      permits = closed ? permits - 1 : 0;
      atGate = false;
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
   * Lets one turn begin and waits until the function stands at the gate again, or has no call left,
   * and the node has heard of it.
   *
   * @param frames that the worker must have obeyed before
   * @param hasCalls whether the worker has calls that it could advance
   * @param nodeKnowsAll whether the node has heard all that the worker told
   * @return false if that took too long
   */
  boolean advance(
      long frames, BooleanSupplier hasCalls, BooleanSupplier nodeKnowsAll, Duration atMost)
      throws InterruptedException {
    BooleanSupplier stands = () -> atGate || !hasCalls.getAsBoolean();
    lock.lock();
    try {
      long nanos = await(() -> obeyed >= frames && stands.getAsBoolean(), atMost.toNanos());
      if (nanos <= 0 || !hasCalls.getAsBoolean()) {
        return nanos > 0;
      }
      permits = 1;
      changed.signalAll();
      return await(
              () -> permits == 0 && stands.getAsBoolean() && nodeKnowsAll.getAsBoolean(), nanos)
          > 0;
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
