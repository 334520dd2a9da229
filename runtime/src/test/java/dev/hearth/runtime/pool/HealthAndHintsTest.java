package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Hints;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worker processes that say how they are and what they have at hand. */
class HealthAndHintsTest {
  private static final Function FUNCTION = Function.unary();

  private static Manifest manifest(TestNode node, String health) throws IOException {
    JsonObject manifest = FUNCTION.manifest(node).toJson();
    Json descriptor = manifest.object("descriptor").with("health", Json.parse(health));
    return Manifest.fromJson(manifest.with("descriptor", descriptor));
  }

  private static Heard call(TestNode node, Manifest manifest, String action) {
    var heard = new Heard();
    JsonObject input = JsonObject.builder().put("do", action).build();
    node.submit(FUNCTION.work(manifest, input, heard));
    return heard;
  }

  private static boolean says(TestNode node, String part) {
    return node.pools().workerLog("owner/unary").stream()
        .anyMatch(line -> line.message().contains(part));
  }

  private static double replaced(TestNode node) {
    return node.registry().counter("worker.unhealthy", "function", "owner/unary").count();
  }

  @Test
  void workerWhoseChecksFailIsReplacedAndTheOwnersLogSaysWhy() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.health-interval", "20ms"))) {
      Manifest manifest = manifest(node, "{\"start_period_seconds\":0,\"failure_threshold\":2}");
      Json healthy = call(node, manifest, "who").output();
      assertEquals(healthy, call(node, manifest, "spoil").output());
      Await.until("it is drained", () -> says(node, "health checks that failed in a row: 2"));
      assertEquals(1, replaced(node));
      assertNotEquals(healthy, call(node, manifest, "who").output());
      assertEquals(true, says(node, "a health check failed, 1 of 2 in a row: no device"));
      assertEquals(true, says(node, "at F"));
      Await.until("the first one is gone", () -> node.pools().workers().size() == 1);
    }
  }

  /** A call that waits behind a check doesn't go down with it: no attempt is lost. */
  @Test
  void callDoesNotGoToAWorkerThatIsBeingAsked() throws IOException {
    try (var node =
        new TestNode(
            Map.of(
                "hearth.pool.health-interval",
                "20ms",
                "hearth.pool.max-workers-per-version",
                "1"))) {
      Manifest manifest = manifest(node, "{\"start_period_seconds\":0,\"timeout_seconds\":1}");
      Json stuck = call(node, manifest, "stick").output();
      // The next check is never answered; until it is asked the worker still takes calls.
      Json next = stuck;
      while (next.equals(stuck)) {
        next = call(node, manifest, "who").output();
      }
      assertEquals(1, replaced(node));
      assertEquals(true, says(node, "is replaced: the health check wasn't answered in time"));
    }
  }

  @Test
  void workerIsAskedAtOnceAfterACallThatFailedInside() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.health-interval", "1H"))) {
      Manifest manifest =
          manifest(
              node, "{\"start_period_seconds\":0,\"failure_threshold\":1,\"regularly\":false}");
      Json first = call(node, manifest, "spoil").output();
      assertEquals(first, call(node, manifest, "who").output());
      assertEquals("the model broke", call(node, manifest, "fail").failure().reason());
      Json second = call(node, manifest, "who").output();
      assertNotEquals(first, second);
      assertEquals("the model broke", call(node, manifest, "fail").failure().reason());
      assertEquals(second, call(node, manifest, "who").output());
      assertEquals(1, replaced(node));
    }
  }

  private static Heard hinted(TestNode node, String hint, String action) throws IOException {
    var heard = new Heard();
    JsonObject input = JsonObject.builder().put("do", action).build();
    Work work = FUNCTION.work(FUNCTION.manifest(node), input, heard);
    node.submit(
        new Work(
            work.requestId(),
            work.function(),
            work.version(),
            work.manifest(),
            work.endpoint(),
            work.input(),
            work.media(),
            work.batchKey(),
            hint,
            work.alone(),
            work.startWithin(),
            heard));
    return heard;
  }

  private static Heard advertise(TestNode node, String word) throws IOException {
    String text = "{\"hints\":[\"" + word + "\"]}";
    return node.call(FUNCTION, JsonObject.builder().put("do", "hint").put("text", text).build());
  }

  private static Hints hints(Heard heard) {
    if (heard.outcome() instanceof WorkOutcome.Answered answered) {
      return answered.hints();
    }
    throw new AssertionError("not answered but " + heard.outcome());
  }

  @Test
  void hintPrefersAWorkerThatAdvertisesItAndNeverWaitsForIt() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.max-workers-per-version", "2"))) {
      Heard holding = node.call(FUNCTION, "until-cancelled");
      holding.awaitStart();
      Heard advertising = advertise(node, "lora:a");
      Json second = advertising.output();
      assertEquals(new Hints(List.of("lora:a")), hints(advertising));
      node.cancel(holding);
      assertEquals(new WorkOutcome.Cancelled(), holding.outcome());
      Await.until(
          "both are idle",
          () -> node.pools().workers().stream().allMatch(each -> each.state().equals("idle")));

      Json first = hinted(node, "", "who").output();
      assertNotEquals(second, first);
      assertEquals(second, hinted(node, "lora:a", "who").output());
      assertEquals(first, hinted(node, "lora:b", "who").output());
      Heard told = hinted(node, "lora:a", "who");
      assertEquals(new Hints(List.of("lora:a")), hints(told));

      Heard busy = hinted(node, "lora:a", "until-cancelled");
      busy.awaitStart();
      Heard other = hinted(node, "lora:a", "who");
      assertEquals(first, other.output());
      assertEquals(Hints.NONE, hints(other));
      node.cancel(busy);
      assertEquals(new WorkOutcome.Cancelled(), busy.outcome());
    }
  }

  /** Those that are asked for don't overtake those that came before. */
  @Test
  void hintDoesNotOvertake() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.max-workers-per-version", "1"))) {
      assertEquals(new Hints(List.of("lora:a")), hints(advertise(node, "lora:a")));
      Heard holding = node.call(FUNCTION, "until-cancelled");
      holding.awaitStart();
      Heard before = hinted(node, "lora:b", "until-cancelled");
      Heard behind = hinted(node, "lora:a", "who");
      node.cancel(holding);
      before.awaitStart();
      assertEquals(false, behind.isOver());
      node.cancel(before);
      var _ = behind.output();
    }
  }
}
