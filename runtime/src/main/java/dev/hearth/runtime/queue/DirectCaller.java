package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.CallObserver;

/** Who waits for a direct call's answer, and may go before it comes. Thread-safe. */
public class DirectCaller implements CallObserver {
  private volatile boolean gone;

  /** The call is about to run; it may cost so many nano-dollars at most. */
  protected void held(long nanos) {}

  /** Nobody waits any more. */
  final void leave() {
    gone = true;
  }

  @Override
  public final boolean wanted() {
    return !gone;
  }

  @Override
  public boolean mayRepeat() {
    return wanted();
  }
}
