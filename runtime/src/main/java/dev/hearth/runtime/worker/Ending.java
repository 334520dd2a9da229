package dev.hearth.runtime.worker;

import dev.hearth.runtime.sandbox.WorkerProcess;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Collects why a worker ends, and ends it. The first reason counts. Thread-safe. */
final class Ending {
  private static final int MAX_REASON_CHARS = 300;

  private @Nullable WorkerDeath death;
  private @Nullable WorkerProcess process;
  private @Nullable Closeable waitingOn;
  private boolean drains;

  /** Kills the process and wakes the worker's thread. */
  synchronized void kill(String reason, boolean startTimedOut) {
    if (death == null) {
      death = new WorkerDeath(reason, startTimedOut, false);
    }
    endNow();
  }

  /** The worker's process; one that was to be killed before it existed is killed now. */
  synchronized void attach(WorkerProcess started) {
    process = started;
    if (death != null) {
      endNow();
    }
  }

  /** What the worker's thread waits on; closing it ends the wait. */
  synchronized void attach(Closeable wait) {
    waitingOn = wait;
    if (death != null) {
      endNow();
    }
  }

  /** The worker was asked to exit. */
  synchronized void expectExit() {
    drains = true;
  }

  private void endNow() {
    if (process != null) {
      process.kill();
    }
    if (waitingOn != null) {
      closeQuietly(waitingOn);
    }
  }

  private static void closeQuietly(Closeable wait) {
    try {
      wait.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Why the worker's thread stopped reading; a kill that caused it has been noted before. */
  synchronized void failed(String reason) {
    if (death == null && !drains) {
      death = new WorkerDeath(reason, false, false);
    }
  }

  /** The reason may quote the worker: it goes into logs as one line of bounded length. */
  static String plain(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_REASON_CHARS ? line : line.substring(0, MAX_REASON_CHARS) + "…";
  }

  /** Whether somebody gave a reason to end the worker. */
  synchronized boolean decided() {
    return death != null;
  }

  /**
   * The death of a process that has ended.
   *
   * @param end how, e.g. {@code exited with status 0}
   * @param clean whether that is how a worker exits
   */
  synchronized WorkerDeath death(String end, boolean clean) {
    if (death != null) {
      return new WorkerDeath(plain(death.reason()) + "; it " + end, death.startTimedOut(), false);
    }
    return new WorkerDeath(drains ? "was drained; it " + end : end, false, drains && clean);
  }
}
