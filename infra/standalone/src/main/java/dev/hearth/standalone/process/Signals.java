package dev.hearth.standalone.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes. Java itself sends TERM and KILL only. */
final class Signals {
  private Signals() {}

  /** Asks a process to end, waits, and kills it with all it started when that takes too long. */
  static void end(ProcessHandle process, String signal, Duration grace)
      throws IOException, InterruptedException {
    send(process, signal);
    if (!awaitEnd(process, grace)) {
      kill(process);
      awaitEnd(process, grace);
    }
  }

  static void send(ProcessHandle process, String signal) throws IOException, InterruptedException {
    var _ =
        new ProcessBuilder(
                "sh", "-c", "kill -s \"$1\" \"$2\" 2>/dev/null", "sh", signal, "" + process.pid())
            .start()
            .waitFor();
  }

  /** Kills a process and everything below it. */
  static void kill(ProcessHandle process) {
    var below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean awaitEnd(ProcessHandle process, Duration longest)
      throws InterruptedException {
    try {
      process.onExit().get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new CompletionException(e);
    }
  }
}
