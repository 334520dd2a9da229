package dev.hearth.runtime.usage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the shipper that usage events wait. */
@ApplicationScoped
public class UsageSignal {
  private final Semaphore waiting = new Semaphore(0);

  /** Events were committed. */
  public void raise() {
    waiting.release();
  }

  /** Waits for events, or for the time. */
  void await(long millis) throws InterruptedException {
    if (waiting.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      waiting.drainPermits();
    }
  }
}
