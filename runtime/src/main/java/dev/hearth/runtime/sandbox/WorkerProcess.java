package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A worker's process and its limits. */
public final class WorkerProcess {
  private static final int SIGNAL_STATUS = 128;

  private final Process process;
  private final ResourceLimits.Group group;
  private final WorkerView view;
  private final OutputTail output;

  WorkerProcess(String name, Process process, ResourceLimits.Group group, WorkerView view) {
    this.process = process;
    this.group = group;
    this.view = view;
    this.output = new OutputTail(name + "-output", process.getInputStream());
  }

  /** Process id on the node. */
  public long pid() {
    return process.pid();
  }

  /** Paths as the worker sees them. */
  public WorkerView view() {
    return view;
  }

  /** Kills the process and all it started. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Completes when the process has ended. */
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Waits for the end of the process, at most that long, and tells whether it came. */
  public boolean endsWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How a process that has ended did so, as the end of a sentence about it. */
  public String describeEnd() {
    int status = process.exitValue();
    if (group.killedForMemory()) {
      return "was killed for passing its memory limit";
    }
    return status > SIGNAL_STATUS
        ? "was killed by signal " + (status - SIGNAL_STATUS)
        : "exited with status " + status;
  }

  /** Whether a process has ended with status 0. */
  public boolean exitedCleanly() {
    return !process.isAlive() && process.exitValue() == 0;
  }

  /** The end of what a process that has ended wrote to its standard streams. */
  public String lastOutput() throws InterruptedException {
    return output.text();
  }

  /** Processor time of the worker so far, user and system, where the kernel tells. */
  public Optional<Duration> cpuTime() {
    return group.cpuTime();
  }

  /** Removes the limits of a process that has ended. */
  public void removeLimits() throws IOException {
    group.remove();
  }
}
