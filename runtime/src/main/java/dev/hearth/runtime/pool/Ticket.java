package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.Worker;
import dev.hearth.sdk.protocol.Hints;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work on its way through a pool.
 *
 * <p>The fields in the first block belong to the pool and are guarded by its lock. Telling the
 * listener has a lock of its own, never taken together with the pool's: it keeps the listener's
 * order when the worker's thread, the submitting thread and a timer have something to tell at once.
 * An end that comes before {@link #start} has told of the beginning is kept until it has.
 */
final class Ticket {
  private final Work work;

  @Nullable Slot slot;
  @Nullable Future<?> deadline;
  long callId;
  long assignedNanos;
  boolean cancelled;

  /** What its worker advertised when it was given the call. */
  Hints hints = Hints.NONE;

  /** Its listener has been told that it was cancelled; what the worker still says is dropped. */
  boolean withdrawn;

  private final ReentrantLock telling = new ReentrantLock();
  private boolean assigned;
  private boolean startTold;
  private boolean endTold;
  private @Nullable WorkOutcome early;
  private boolean sent;
  private boolean cancelOnceSent;

  Ticket(Work work) {
    this.work = work;
  }

  Work work() {
    return work;
  }

  /** From now on an end waits for {@link #start}. Called before anyone else knows of the call. */
  void assign() {
    telling.lock();
    try {
      assigned = true;
    } finally {
      telling.unlock();
    }
  }

  void start() {
    telling.lock();
    try {
      work.listener().started(hints);
      startTold = true;
      if (early != null) {
        tellEnd(early);
      }
    } finally {
      telling.unlock();
    }
  }

  void end(WorkOutcome outcome) {
    telling.lock();
    try {
      if (assigned && !startTold) {
        early = outcome;
      } else {
        tellEnd(outcome);
      }
    } finally {
      telling.unlock();
    }
  }

  private void tellEnd(WorkOutcome outcome) {
    if (endTold) {
      throw new IllegalStateException("request " + work.requestId() + " ended twice");
    }
    endTold = true;
    work.listener().ended(outcome);
  }

  /** The worker was given the call; a cancellation that came before follows it. */
  void sent(Worker worker) {
    telling.lock();
    try {
      sent = true;
      if (cancelOnceSent) {
        worker.cancel(callId);
      }
    } finally {
      telling.unlock();
    }
  }

  /** Tells the worker that the call was withdrawn, after it was told of the call. */
  void cancelOn(Worker worker) {
    telling.lock();
    try {
      if (sent) {
        worker.cancel(callId);
      } else {
        cancelOnceSent = true;
      }
    } finally {
      telling.unlock();
    }
  }

  void logged(LogLine line) {
    telling.lock();
    try {
      if (!endTold && early == null) {
        work.listener().logged(line);
      }
    } finally {
      telling.unlock();
    }
  }

  void progressed(int done, int total) {
    telling.lock();
    try {
      if (!endTold && early == null) {
        work.listener().progressed(done, total);
      }
    } finally {
      telling.unlock();
    }
  }

  void emitted(byte[] json, List<Path> files) {
    telling.lock();
    try {
      if (!endTold && early == null) {
        work.listener().emitted(json, files);
      }
    } finally {
      telling.unlock();
    }
  }
}
