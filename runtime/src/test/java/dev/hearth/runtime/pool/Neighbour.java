package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A well-behaved function that is called again and again beside others. */
final class Neighbour implements AutoCloseable {
  static final Function FUNCTION = Function.unary().named("neighbour");

  private static final JsonObject INPUT = JsonObject.builder().put("do", "echo").build();

  private final TestNode node;
  private final Manifest manifest;
  private final Thread caller;
  private final AtomicLong answers = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> disturbed = new AtomicReference<>();
  private volatile boolean over;

  Neighbour(TestNode node) throws IOException {
    this.node = node;
    this.manifest = FUNCTION.manifest(node);
    this.caller = Thread.ofVirtual().name("neighbour").start(this::call);
  }

  private void call() {
    try {
      while (!over) {
        var heard = new Heard();
        node.submit(FUNCTION.work(manifest, INPUT, heard));
        assertEquals(INPUT, heard.output().asObject().require("echo"));
        answers.incrementAndGet();
      }
    } catch (RuntimeException | AssertionError e) {
      disturbed.set(e);
    }
  }

  /** Its worker's process. */
  long pid() {
    return node.pools().workers().stream()
        .filter(worker -> worker.function().equals("owner/neighbour"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  /** How many calls it has answered; at least one. */
  long answers() {
    Await.until("the neighbour answers", () -> answers.get() > 0 || disturbed.get() != null);
    return answers.get();
  }

  /** Waits for an answer after so many, from the same worker as before, without a failure. */
  void assertUndisturbedSince(long count, long pid) {
    Await.until("the neighbour answers", () -> answers.get() > count || disturbed.get() != null);
    assertEquals(null, disturbed.get());
    assertEquals(pid, pid());
  }

  @Override
  public void close() {
    over = true;
    try {
      caller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
