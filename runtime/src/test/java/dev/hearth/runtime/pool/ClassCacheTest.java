package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.worker.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Class caches of the real harness in a real sandbox: made, used, and never used wrongly. */
class ClassCacheTest {
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node =
        new TestNode(
            Map.of("hearth.pool.class-caches", "true", "hearth.pool.keep-alive", "1ms"),
            Main.class,
            Frame.class);
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  private String call(String function, Manifest manifest) {
    var heard = new Heard();
    node.submit(
        new Work(
            UUID.randomUUID(),
            function,
            manifest.version().hex(),
            manifest,
            "/",
            JsonObject.builder().build().print().getBytes(StandardCharsets.UTF_8),
            List.of(),
            "",
            false,
            Duration.ofMinutes(1),
            heard));
    return heard.output().asObject().string("said");
  }

  private void prepare(String function, Manifest manifest) {
    node.pools().prepare(function, manifest.version().hex(), manifest);
  }

  private void awaitCaches(int count) {
    Await.until("caches are made", () -> node.classCaches().made().size() >= count);
  }

  private void awaitNoWorkers() {
    Await.until("workers have gone", () -> node.pools().workers().isEmpty());
  }

  /** How many workers were ready without a cache, and with one. */
  private List<Long> starts() {
    var timers =
        node.registry().find("coldstart.phase").tag("phase", "start").timers().stream().toList();
    return List.of(count(timers, "false"), count(timers, "true"));
  }

  private static long count(List<io.micrometer.core.instrument.Timer> timers, String cached) {
    return timers.stream()
        .filter(timer -> cached.equals(timer.getId().getTag("class_cache")))
        .mapToLong(io.micrometer.core.instrument.Timer::count)
        .sum();
  }

  @Test
  void secondWorkerStartsFromWhatTheFirstHadMade() throws IOException {
    Manifest manifest = CompiledFunction.saying("one", node);
    assertEquals("one", call("owner/compiled", manifest));
    awaitCaches(1);
    awaitNoWorkers();
    assertEquals(List.of(1L, 0L), starts());
    assertEquals("one", call("owner/compiled", manifest));
    assertEquals(List.of(1L, 1L), starts());
    assertEquals(List.of("claim owner/compiled", "made"), node.classCaches().history());
  }

  @Test
  void firstWorkerOfAPreparedVersionStartsFromItsCache() throws IOException {
    Manifest manifest = CompiledFunction.saying("one", node);
    prepare("owner/compiled", manifest);
    awaitCaches(1);
    assertEquals("one", call("owner/compiled", manifest));
    assertEquals(List.of(0L, 1L), starts());
  }

  /** The JVM itself would run the old classes: sizes, names and paths are the same. */
  @Test
  void changedJarNeverRunsFromTheOldCache() throws IOException {
    Manifest one = CompiledFunction.saying("one", node);
    Manifest two = CompiledFunction.saying("two", node);
    assertEquals(one.files().getFirst().bytes(), two.files().getFirst().bytes());
    prepare("owner/compiled", one);
    awaitCaches(1);
    assertEquals("two", call("owner/compiled", two));
    awaitCaches(2);
    awaitNoWorkers();
    assertEquals("two", call("owner/compiled", two));
    assertEquals("one", call("owner/compiled", one));
    assertEquals(List.of(1L, 2L), starts());
  }

  @Test
  void ownersDontShareCaches() throws IOException {
    Manifest manifest = CompiledFunction.saying("one", node);
    prepare("owner/compiled", manifest);
    awaitCaches(1);
    assertEquals("one", call("stranger/compiled", manifest));
    assertEquals(List.of(1L, 0L), starts());
    awaitCaches(2);
    assertEquals(2, Set.copyOf(node.classCaches().made().keySet()).size());
  }

  @Test
  void cacheThatDoesntFitIsDroppedAndMadeAnew() throws IOException {
    Manifest manifest = CompiledFunction.saying("one", node);
    prepare("owner/compiled", manifest);
    awaitCaches(1);
    AotKey key = node.classCaches().made().keySet().iterator().next();
    BlobDigest useless =
        node.blob("weights/tiny/x", "no cache at all".getBytes(StandardCharsets.UTF_8)).digest();
    node.classCaches().replace(key, useless);
    assertEquals("one", call("owner/compiled", manifest));
    assertTrue(node.classCaches().history().contains("unfit"));
    assertEquals(List.of(), node.pools().workerLog("owner/compiled"), "no start has failed");
    awaitCaches(1);
    assertNotEquals(useless, node.classCaches().made().get(key));
    awaitNoWorkers();
    assertEquals("one", call("owner/compiled", manifest));
    assertEquals(List.of(1L, 1L), starts());
  }

  @Test
  void cacheThatTheStoreLacksIsDoneWithout() throws IOException {
    Manifest manifest = CompiledFunction.saying("one", node);
    prepare("owner/compiled", manifest);
    awaitCaches(1);
    AotKey key = node.classCaches().made().keySet().iterator().next();
    node.classCaches().replace(key, new BlobDigest("0".repeat(64)));
    assertEquals("one", call("owner/compiled", manifest));
    assertEquals(List.of(1L, 0L), starts());
  }

  @Test
  void functionThatCantBeSetUpGetsNone() throws IOException {
    prepare("owner/compiled", CompiledFunction.saying("refuse", node));
    Await.until("it failed", () -> node.classCaches().history().contains("failed"));
    assertTrue(node.classCaches().made().isEmpty());
  }

  @Test
  void stopWhileOneIsMadeLeavesNothing() throws IOException {
    prepare("owner/compiled", CompiledFunction.saying("one", node));
    Await.until("it began", () -> !node.classCaches().history().isEmpty());
    assertEquals(List.of(), node.stop());
    assertFalse(node.classCaches().history().contains("failed"));
  }
}
