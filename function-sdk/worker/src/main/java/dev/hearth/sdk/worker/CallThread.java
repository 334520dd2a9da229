package dev.hearth.sdk.worker;

/**
 * A thread that runs function code and writes to the node.
 *
 * <p>An interrupt during a write would close the socket ({@link
 * java.nio.channels.InterruptibleChannel}) and with it the worker. A function may interrupt its own
 * threads for reasons of its own, so interrupts that come during a write wait for its end.
 */
final class CallThread extends Thread {
  private final Object lock = new Object();
  private boolean shielded;
  private boolean interruptedMeanwhile;

  CallThread(Runnable task) {
    super(task, "function");
    setDaemon(true);
  }

  /** From here on, interrupts wait for {@link #lowerShield}. Only this thread calls it. */
  void raiseShield() {
    synchronized (lock) {
      shielded = true;
      interruptedMeanwhile = Thread.interrupted();
    }
  }

  /** Delivers what came meanwhile. */
  void lowerShield() {
    synchronized (lock) {
      shielded = false;
      if (interruptedMeanwhile) {
        super.interrupt();
      }
    }
  }

  @Override
  public void interrupt() {
    synchronized (lock) {
      if (shielded) {
        interruptedMeanwhile = true;
      } else {
        super.interrupt();
      }
    }
  }
}
