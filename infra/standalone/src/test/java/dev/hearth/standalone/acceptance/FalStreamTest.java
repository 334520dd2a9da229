package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of fal's own client, unmodified. */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FalStreamTest {
  private final Installation installation;
  private final Map<Way, JsonNode> answers = new ConcurrentHashMap<>();

  /** How the client is pointed at the installation. */
  enum Way {
    PROXY,
    MIDDLEWARE,
    FETCH
  }

  FalStreamTest(Installation installation) {
    this.installation = installation;
  }

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    Easel.deploy(installation, folder);
  }

  @ParameterizedTest
  @EnumSource
  void streamGivesEachPartialAndEndsWithTheOutput(Way way) throws Exception {
    JsonNode answer = answer(way, "whole");
    assertEquals(List.of(1, 2, 3, 3), strokes(answer.required("events")));
    assertEquals(answer.required("events").required(3), answer.required("data"), "done()");
    assertNotEquals("", answer.required("requestId").asText());
    for (JsonNode event : answer.required("events")) {
      assertPicture(event.required("image"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void functionThatEmitsNothingStreamsItsOutput(Way way) throws Exception {
    JsonNode answer = answer(way, "silent");
    assertEquals(List.of(0), strokes(answer.required("events")));
    assertEquals(answer.required("events").required(0), answer.required("data"));
  }

  @ParameterizedTest
  @EnumSource
  void failureHalfwayIsSeenBothAsAnEventAndByWaiting(Way way) throws Exception {
    JsonNode answer = answer(way, "failing");
    JsonNode events = answer.required("events");
    assertEquals(3, events.size(), answer::toString);
    JsonNode last = events.required(2);
    assertEquals("error", last.required("type").asText());
    assertEquals(500, last.required("error").required("status").asInt());
    JsonNode detail = last.required("error").required("body").required("detail").required(0);
    assertTrue(detail.required("msg").asText().contains("out of paint"), answer::toString);
    assertTrue(answer.has("error"), () -> "done() must not take it for an output: " + answer);
    assertEquals(answer.required("requestId"), answer.required("error").required("requestId"));
  }

  @ParameterizedTest
  @EnumSource
  void invalidInputIsAValidationError(Way way) throws Exception {
    JsonNode error = answer(way, "invalid").required("error");
    assertEquals("ValidationError", error.required("name").asText());
    assertEquals(422, error.required("status").asInt());
  }

  @ParameterizedTest
  @EnumSource
  void abortedStreamCancelsTheCall(Way way) throws Exception {
    JsonNode answer = answer(way, "aborted");
    assertEquals(2, answer.required("data").required("strokes").asInt());
    String id = answer.required("requestId").asText();
    Reply result = installation.developer().await(Easel.FUNCTION, id);
    assertEquals(499, result.status(), result::toString);
    assertEquals(0, Money.costNanos(result));
  }

  @ParameterizedTest
  @EnumSource
  void subscriptionByStreamTellsLinesOnceAndShowsProgressAndPreviews(Way way) throws Exception {
    JsonNode answer = answer(way, "subscribed");
    assertEquals(4, answer.required("data").required("strokes").asInt());
    JsonNode updates = answer.required("updates");
    JsonNode last = updates.required(updates.size() - 1);
    assertEquals("COMPLETED", last.required("status").asText());
    assertEquals(
        Installation.JSON.readTree("[\"stroke 1\",\"stroke 2\",\"stroke 3\",\"stroke 4\"]"),
        last.required("logs"),
        updates::toString);
    List<Integer> done = new ArrayList<>();
    List<Integer> previews = new ArrayList<>();
    for (JsonNode update : updates) {
      if (update.hasNonNull("progress")) {
        done.add(update.required("progress").required("done").asInt());
        assertEquals(4, update.required("progress").required("total").asInt());
      }
      if (update.hasNonNull("partial")) {
        previews.add(update.required("partial").required("strokes").asInt());
        assertPicture(update.required("partial").required("image"));
      }
    }
    assertFalse(done.isEmpty(), updates::toString);
    assertFalse(previews.isEmpty(), updates::toString);
    assertEquals(done.stream().sorted().toList(), done);
    assertEquals(previews.stream().distinct().sorted().toList(), previews, "each once");
  }

  private static List<Integer> strokes(JsonNode events) {
    List<Integer> strokes = new ArrayList<>();
    events.forEach(event -> strokes.add(event.required("strokes").asInt()));
    return strokes;
  }

  private void assertPicture(JsonNode image) throws Exception {
    URI url = URI.create(image.required("url").textValue());
    assertEquals(installation.api().getAuthority(), url.getAuthority());
    assertEquals(32, Pictures.decode(Caller.download(url)).getWidth());
  }

  private JsonNode answer(Way way, String step) throws Exception {
    JsonNode known = answers.get(way);
    if (known == null) {
      JsonNode task =
          Installation.JSON
              .createObjectNode()
              .put("way", way.name().toLowerCase(Locale.ROOT))
              .put("api", installation.api().toString().replaceAll("/$", ""))
              .put("key", installation.developer().key())
              .put("function", Easel.FUNCTION);
      known = NodeScript.run("/fal-client/stream.js", task);
      answers.put(way, known);
    }
    JsonNode answer = known.required(step);
    assertFalse(answer.has("thrown"), answer::toPrettyString);
    return answer;
  }
}
