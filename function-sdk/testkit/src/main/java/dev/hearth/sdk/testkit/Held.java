package dev.hearth.sdk.testkit;

import dev.hearth.sdk.testkit.node.LocalNode;
import java.time.Duration;

/**
 * A function that waits before its next turn: a step of an {@code IterativeFunction}, a batch of a
 * {@code BatchFunction}. Calls that are submitted, withdrawn, parked or resumed meanwhile are so
 * when it goes on, however fast the machine is. Closing it lets the function run on.
 *
 * <pre>{@code
 * try (Held video = function.hold()) {
 *   var first = function.submit(twentySteps);
 *   video.advance(3);
 *   var second = function.submit(fourSteps); // joins when the first has done three steps
 *   video.advance(1);
 *   assertEquals("4/20", first.progress().getLast().toString());
 * }
 * }</pre>
 */
public final class Held implements AutoCloseable {
  private final LocalNode node;
  private final InProcessWorker worker;
  private final Gate gate;

  Held(LocalNode node, InProcessWorker worker, Gate gate) {
    this.node = node;
    this.worker = worker;
    this.gate = gate;
    gate.close();
  }

  /**
   * Lets the function take so many turns, one after the other, with all calls that it has at each.
   *
   * @throws IllegalStateException if no call is running before one of them
   */
  public void advance(int turns) {
    for (int i = 0; i < turns; i++) {
      advance();
    }
  }

  private void advance() {
    if (!node.isRunning()) {
      throw new IllegalStateException("no call is running that could be advanced");
    }
    Duration limit = node.descriptor().timeout();
    try {
      if (!gate.advance(node.framesSent(), node::isRunning, this::nodeKnowsAll, limit)) {
        throw new AssertionError(
            "a turn took longer than the function's " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a turn", e);
    }
  }

  private boolean nodeKnowsAll() {
    return node.framesHeard() >= worker.framesTold();
  }

  /** Lets the function run on. */
  @Override
  public void close() {
    gate.open();
  }
}
