package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.descriptor.Scale;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a function wishes for, within what the installation allows. */
class ScalingTest {
  private static final Function A = Function.unary().named("a");

  private static Manifest wishing(TestNode node, String scale) throws IOException {
    JsonObject manifest = A.manifest(node).toJson();
    Json descriptor = manifest.object("descriptor").with("scale", Json.parse(scale));
    return Manifest.fromJson(manifest.with("descriptor", descriptor));
  }

  private static Heard call(TestNode node, Manifest manifest, String action) {
    var heard = new Heard();
    node.submit(A.work(manifest, JsonObject.builder().put("do", action).build(), heard));
    return heard;
  }

  private static void live(TestNode node, Manifest manifest) {
    node.pools().live("owner/a", manifest.version().hex(), manifest);
  }

  private static List<String> versions(TestNode node) {
    return node.pools().workers().stream().map(WorkerStatus::version).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 600",
    "0, 0",
    "60, 60",
    "3600, 3600",
    "3601, 3600",
  })
  void keepAliveIsTheWishOrTheDefaultUpToABound(int wishedSeconds, int expectedSeconds) {
    PoolSettings settings = settings(Map.of());
    Duration wished = wishedSeconds < 0 ? null : Duration.ofSeconds(wishedSeconds);
    assertEquals(Duration.ofSeconds(expectedSeconds), settings.keepAlive(new Scale(wished, 0, 0)));
  }

  @Test
  void numbersOfWorkersHaveBounds() {
    PoolSettings settings =
        settings(
            Map.of("hearth.pool.max-workers-per-version", "4", "hearth.pool.max-min-workers", "2"));
    assertEquals(4, settings.maxWorkers(Scale.USUAL));
    assertEquals(3, settings.maxWorkers(new Scale(null, 0, 3)));
    assertEquals(4, settings.maxWorkers(new Scale(null, 0, 5)));
    assertEquals(0, settings.minWorkers(Scale.USUAL));
    assertEquals(1, settings.minWorkers(new Scale(null, 1, 0)));
    assertEquals(2, settings.minWorkers(new Scale(null, 3, 0)));
    assertEquals(
        1,
        settings(
                Map.of(
                    "hearth.pool.max-workers-per-version", "1", "hearth.pool.max-min-workers", "9"))
            .minWorkers(new Scale(null, 3, 0)));
  }

  private static PoolSettings settings(Map<String, String> keys) {
    var all = new java.util.HashMap<>(keys);
    all.put("hearth.node.runtime-directory", "/nowhere");
    return PoolSettings.of(TestNode.config(all).getConfigMapping(PoolConfig.class));
  }

  @Test
  void workerGoesAfterTheFunctionsOwnKeepAlive() throws IOException {
    try (var node = new TestNode(Map.of())) {
      Manifest brief = wishing(node, "{\"keep_alive_seconds\":0}");
      assertEquals("{}", call(node, brief, "log").output().print());
      Await.until("no worker is left", () -> node.pools().workers().isEmpty());
    }
  }

  @Test
  void functionsOwnMaximumIsKept() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.max-workers-per-version", "3"))) {
      Manifest single = wishing(node, "{\"max_workers\":1}");
      Heard holder = call(node, single, "until-cancelled");
      holder.awaitStart();
      List<Heard> waiting = IntStream.range(0, 3).mapToObj(_ -> call(node, single, "log")).toList();
      assertEquals(1, node.pools().workers().size());
      node.cancel(holder);
      waiting.forEach(heard -> assertEquals("{}", heard.output().print()));
    }
  }

  @Test
  void minimumOfTheLiveVersionIsThereWithoutCallsAndStays() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.keep-alive", "0S"))) {
      Manifest kept = wishing(node, "{\"min_workers\":1}");
      live(node, kept);
      String version = kept.version().hex();
      Await.until("it is ready", () -> idle(node).equals(List.of(version)));
      assertEquals("{}", call(node, kept, "log").output().print());
      // Another function's worker comes and goes: one without calls isn't kept as such.
      assertEquals("{}", node.call(A.named("b"), "log").output().print());
      Await.until("only the kept one is left", () -> versions(node).equals(List.of(version)));
    }
  }

  private static List<String> idle(TestNode node) {
    return node.pools().workers().stream()
        .filter(worker -> worker.state().equals("idle"))
        .map(WorkerStatus::version)
        .toList();
  }

  @Test
  void minimumGoesOverToTheNextVersion() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.keep-alive", "0S"))) {
      Manifest first = wishing(node, "{\"min_workers\":1}");
      Manifest second = wishing(node, "{\"min_workers\":1,\"max_workers\":2}");
      live(node, first);
      Await.until("the first is kept", () -> idle(node).equals(List.of(first.version().hex())));
      live(node, second);
      Await.until(
          "the second is kept alone", () -> idle(node).equals(List.of(second.version().hex())));
      live(node, wishing(node, "{\"keep_alive_seconds\":0}"));
      Await.until("none is kept", () -> node.pools().workers().isEmpty());
    }
  }

  /** Min workers are no reason to have a call wait. */
  @Test
  void minimumMakesRoomForCalls() throws IOException {
    try (var node = new TestNode(Map.of("hearth.pool.max-workers", "1"))) {
      Manifest kept = wishing(node, "{\"min_workers\":1}");
      live(node, kept);
      Await.until("it is kept", () -> idle(node).equals(List.of(kept.version().hex())));
      assertEquals("{}", node.call(A.named("b"), "log").output().print());
    }
  }

  @Test
  void minimumThatFailsToStartIsNotTriedForEver() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.pool.max-failed-setups", "2", "hearth.pool.retry-delay", "1ms");
    try (var node = new TestNode(settings)) {
      JsonObject manifest = wishing(node, "{\"min_workers\":1}").toJson();
      Json broken = manifest.object("descriptor").with("name", Json.of("set-up-fails"));
      Manifest failing = Manifest.fromJson(manifest.with("descriptor", broken));
      node.pools().live("owner/set-up-fails", failing.version().hex(), failing);
      Await.until(
          "it rests",
          () ->
              node.pools().workerLog("owner/set-up-fails").stream()
                      .filter(line -> line.message().contains("didn't start"))
                      .count()
                  == 2);
      Await.until("no worker is left", () -> node.pools().workers().isEmpty());
    }
  }
}
