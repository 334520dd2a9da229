package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts all worker processes from one platform thread that lives as long as the runtime. {@code
 * bwrap --die-with-parent} asks the kernel for a signal at the death of the parent <i>thread</i>
 * (prctl(2), PR_SET_PDEATHSIG): a worker started from a pool's thread would die when the pool
 * retires that thread.
 */
final class Launcher implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("worker-launcher").daemon(true).factory());

  /** Starts a process with no environment, stdin closed, stderr joined to stdout. */
  Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    try {
      return thread.submit(builder::start).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while starting a process");
    } catch (ExecutionException e) {
      throw new SandboxException("can't start " + command.getFirst(), e);
    }
  }

  /** Ends the thread and with it every process that it started in a sandbox. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
