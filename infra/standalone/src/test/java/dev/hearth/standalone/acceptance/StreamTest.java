package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.client.ApiException;
import dev.hearth.sdk.client.CallListener;
import dev.hearth.sdk.client.CallStream;
import dev.hearth.sdk.client.HearthClient;
import dev.hearth.sdk.client.LogLine;
import dev.hearth.sdk.client.Partial;
import dev.hearth.sdk.client.RemoteFunction;
import dev.hearth.sdk.client.Result;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.media.Image;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams of Hearth's client for Java, and what they cost. */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Installation installation;
  private final HearthClient client;
  private final RemoteFunction<Painted> easel;

  /** As a caller would write it. */
  record Painted(Image image, int strokes) {}

  StreamTest(Installation installation) {
    this.installation = installation;
    this.client =
        HearthClient.builder().api(installation.api()).key(installation.developer().key()).build();
    this.easel = client.function(Easel.FUNCTION, Painted.class);
  }

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    Easel.deploy(installation, folder);
  }

  @AfterAll
  void close() {
    client.close();
  }

  @Test
  void streamIsChargedOnceAndForItsOutputAlone() throws Exception {
    Money before = Money.settled(installation);
    try (CallStream<Painted> stream = easel.stream(Map.of("strokes", 5))) {
      assertEquals(Easel.PRICE, stream.costBound().orElseThrow().toPlainString());
      List<Integer> seen = new ArrayList<>();
      for (Partial<Painted> partial : stream) {
        seen.add(partial.output().strokes());
      }
      assertEquals(List.of(1, 2, 3, 4, 5), seen);
      Result<Painted> result = stream.result();
      assertEquals(5, result.output().strokes());
      assertEquals(Easel.PRICE, result.cost().orElseThrow().toPlainString());
    }
    before.assertPaid(installation, List.of(Easel.PRICE_NANOS));
  }

  @Test
  void failureAfterPartialsIsFree() throws Exception {
    Money before = Money.settled(installation);
    try (CallStream<Painted> stream = easel.stream(Map.of("strokes", 2, "end", "fail"))) {
      ApiException failure = assertThrows(ApiException.class, stream::result);
      assertEquals(500, failure.status());
      assertTrue(String.valueOf(failure.getMessage()).contains("out of paint"));
    }
    before.assertPaid(installation, List.of());
  }

  @Test
  void killedWorkerEndsTheStreamWithAnErrorAndForFree() throws Exception {
    Money before = Money.settled(installation);
    try (CallStream<Painted> stream = easel.stream(Map.of("strokes", 2, "end", "sleep"))) {
      Iterator<Partial<Painted>> partials = stream.iterator();
      assertEquals(1, partials.next().output().strokes());
      for (long pid : installation.processes().busyWorkers(Easel.FUNCTION)) {
        Processes.kill(pid);
      }
      ApiException failure = assertThrows(ApiException.class, stream::result);
      assertEquals(503, failure.status());
      assertEquals("runner_disconnected", failure.errorType());
      assertEquals(stream.requestId(), failure.requestId().orElseThrow());
    }
    before.assertPaid(installation, List.of());
  }

  @Test
  void closedStreamCancelsTheCallAndIsFree() throws Exception {
    Money before = Money.settled(installation);
    String id;
    try (CallStream<Painted> stream = easel.stream(Map.of("strokes", 1, "end", "sleep"))) {
      id = stream.requestId();
      assertTrue(stream.iterator().hasNext());
    }
    Reply result =
        Await.until(
            LONGEST,
            () -> installation.developer().result(Easel.FUNCTION, id),
            reply -> reply.status() == 499);
    assertEquals(499, result.status(), result::toString);
    before.assertPaid(installation, List.of());
  }

  @Test
  void subscriptionTellsProgressAndPreviews() {
    List<Integer> done = new ArrayList<>();
    List<Json> previews = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    var listener =
        new CallListener() {
          @Override
          public void progress(int now, int total) {
            done.add(now);
          }

          @Override
          public void partial(Json partial) {
            previews.add(partial);
          }

          @Override
          public void log(LogLine line) {
            lines.add(line.message());
          }
        };
    Result<Painted> result = easel.subscribe(Map.of("strokes", 3, "millis", 300), listener);
    assertEquals(3, result.output().strokes());
    assertEquals(List.of("stroke 1", "stroke 2", "stroke 3"), lines);
    assertFalse(done.isEmpty());
    assertFalse(previews.isEmpty());
  }
}
