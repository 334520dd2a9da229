package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.pool.hosted.CountingCodec;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.worker.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Iterative functions in a real sandbox: calls join the batch that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepsTest {
  private TestNode node;
  private Manifest manifest;

  @BeforeAll
  void start() throws IOException {
    node =
        new TestNode(Map.of("hearth.pool.max-workers-per-version", "1"), Main.class, Frame.class);
    manifest =
        new Manifest(
            new Function("counting", Shape.ITERATIVE, 3, 1, 128, Duration.ofSeconds(60), List.of())
                .descriptor(CountingCodec.class.getName()),
            List.of(node.blob("lib/counting.jar", node.jarOf(CountingCodec.class))));
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
  }

  private Heard call(int steps) {
    var heard = new Heard();
    node.submit(
        new Work(
            UUID.randomUUID(),
            "owner/counting",
            manifest.version().hex(),
            manifest,
            "/",
            JsonObject.builder()
                .put("steps", steps)
                .build()
                .print()
                .getBytes(StandardCharsets.UTF_8),
            List.of(),
            "",
            false,
            Duration.ofMinutes(1),
            heard));
    return heard;
  }

  /** The first would never end if the second had to wait for it. */
  @Test
  void callJoinsTheBatchThatRuns() {
    Heard first = call(0);
    first.awaitStart();
    Heard second = call(0);
    assertEquals(2, first.output().asObject().integer("most"));
    assertEquals(2, second.output().asObject().integer("most"));
    assertEquals(1, node.pools().workers().size());
  }

  @Test
  void noMoreThanTheBatchHoldsAreGiven() {
    List<Heard> calls = List.of(call(2000), call(2000), call(2000), call(2000), call(2000));
    for (Heard call : calls) {
      assertEquals(2000, call.output().asObject().integer("done"));
      assertTrue(call.output().asObject().integer("most") <= 3, call.output().print());
    }
  }

  @Test
  void cancelledCallEndsBetweenTwoSteps() {
    Heard endless = call(Integer.MAX_VALUE);
    endless.awaitStart();
    node.cancel(endless);
    assertEquals(new WorkOutcome.Cancelled(), endless.outcome());
    assertEquals(4, call(4).output().asObject().integer("done"));
    assertEquals(1, node.pools().workers().size(), "its worker lives on");
  }
}
