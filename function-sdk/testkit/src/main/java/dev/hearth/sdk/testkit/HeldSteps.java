package dev.hearth.sdk.testkit;

import dev.hearth.sdk.testkit.node.LocalNode;
import java.time.Duration;

/**
 * An iterative function that waits between its steps. Calls that are submitted, withdrawn, parked
 * or resumed meanwhile are so at the next step, however fast the machine is. Closing it lets the
 * function run on.
 *
 * <pre>{@code
 * try (HeldSteps steps = video.hold()) {
 *   var first = video.submit(long);
 *   steps.advance(3);
 *   var second = video.submit(short); // joins when the first has done three steps
 *   steps.advance(1);
 *   assertEquals("4/20", first.progress().getLast().toString());
 * }
 * }</pre>
 */
public final class HeldSteps implements AutoCloseable {
  private final LocalNode node;
  private final StepGate gate;

  HeldSteps(LocalNode node, StepGate gate) {
    this.node = node;
    this.gate = gate;
    gate.close();
  }

  /**
   * Lets the function take so many steps, one after the other, with all calls that it has at each.
   *
   * @throws IllegalStateException if no call is running before one of them
   */
  public void advance(int steps) {
    for (int i = 0; i < steps; i++) {
      advance();
    }
  }

  private void advance() {
    if (!node.isRunning()) {
      throw new IllegalStateException("no call is running that could be advanced");
    }
    Duration limit = node.descriptor().timeout();
    try {
      if (!gate.advance(node.framesSent(), node::isRunning, limit)) {
        throw new AssertionError(
            "a step took longer than the function's " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a step", e);
    }
  }

  /** Lets the function run on. */
  @Override
  public void close() {
    gate.open();
  }
}
