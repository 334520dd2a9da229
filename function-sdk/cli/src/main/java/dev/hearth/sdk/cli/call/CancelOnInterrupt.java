package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.PrintWriter;

/** Cancels a call when the command ends before it, as Ctrl-C does. */
final class CancelOnInterrupt implements AutoCloseable {
  private final Thread hook;

  CancelOnInterrupt(QueuedCall call, PrintWriter err) {
    hook = new Thread(() -> cancel(call, err), "cancel");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void cancel(QueuedCall call, PrintWriter err) {
    err.println("cancelling " + call.requestId());
    err.flush();
    try {
      call.cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CommandFailure e) {
      err.println("hearth: " + e.getMessage());
      err.flush();
    }
  }

  /** The call ended; there is nothing to cancel any more. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already and the hook runs.
      Thread.onSpinWait();
    }
  }
}
