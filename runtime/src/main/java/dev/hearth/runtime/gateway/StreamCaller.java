package dev.hearth.runtime.gateway;

import dev.hearth.runtime.call.Partial;
import dev.hearth.runtime.queue.DirectCaller;
import dev.hearth.runtime.queue.Ending;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.protocol.Hints;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A direct call's caller who reads its partial outputs. Between the worker, who is never held up,
 * and the reader, who may be slow, wait so many bytes of partials; when more come, the oldest are
 * left out. Thread-safe.
 */
final class StreamCaller extends DirectCaller {
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Partial> waiting = new ArrayDeque<>();
  private long bytes;
  private @Nullable Partial reached;
  private @Nullable End end;
  private volatile long boundNanos;
  private volatile Hints hints = Hints.NONE;

  StreamCaller(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** What the reader is told next. */
  sealed interface Next {}

  /** A partial output. */
  record Emitted(Partial partial) implements Next {}

  /** The last word. */
  sealed interface End extends Next {}

  /** The call has ended, and its end is committed. */
  record Ended(Ending ending) implements End {}

  /** The call can't be run or recorded. */
  record Refused(CallException reason) implements End {}

  @Override
  protected void held(long nanos) {
    boundNanos = nanos;
  }

  /** The most that the call may cost, known before its first partial. */
  long boundNanos() {
    return boundNanos;
  }

  @Override
  public void started(int attempt, Hints advertised) {
    hints = advertised;
  }

  /** What the worker advertised that runs the call, when it was given it. */
  Hints hints() {
    return hints;
  }

  @Override
  public void emitted(Partial partial) {
    lock.lock();
    try {
      waiting.add(partial);
      bytes += partial.bytes();
      while (bytes > maxBytes && waiting.size() > 1) {
        bytes -= waiting.remove().bytes();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Once a partial has reached the reader, no other attempt may tell another story. */
  @Override
  public boolean mayRepeat() {
    lock.lock();
    try {
      if (reached != null || !wanted()) {
        return false;
      }
      waiting.clear();
      bytes = 0;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps the files of what waits still, or was taken just now, while they are there. */
  @Override
  public void closing() {
    var unread = new ArrayList<Partial>();
    lock.lock();
    try {
      if (reached != null) {
        unread.add(reached);
      }
      unread.addAll(waiting);
    } finally {
      lock.unlock();
    }
    unread.forEach(Partial::body);
  }

  /** Nothing follows this. */
  void over(End last) {
    lock.lock();
    try {
      end = last;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** What comes next, the end after all partials; empty if nothing comes in that time. */
  Optional<Next> next(Duration within) throws InterruptedException {
    long left = within.toNanos();
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && end == null) {
        if (left <= 0) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
      Partial partial = waiting.poll();
      if (partial == null) {
        return Optional.ofNullable(end);
      }
      bytes -= partial.bytes();
      reached = partial;
      return Optional.of(new Emitted(partial));
    } finally {
      lock.unlock();
    }
  }
}
