package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** fal's own client, unmodified, in each way in which it lets its user choose the server. */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FalClientTest {
  private static final String CALLS = "/fal-client/calls.js";
  private static final BufferedImage ORIGINAL = Pictures.lineArt(384, 256);
  private static final BufferedImage DRAWING = Pictures.halved(ORIGINAL);

  private final Installation installation;
  private final TlsInstallation overTls;
  private final Path folder;
  private final Map<Way, JsonNode> answers = new ConcurrentHashMap<>();

  /** How the client is pointed at the installation; HOSTS is without any change of its code. */
  enum Way {
    PROXY,
    MIDDLEWARE,
    FETCH,
    HOSTS
  }

  FalClientTest(Installation installation, TlsInstallation overTls, @TempDir Path folder) {
    this.installation = installation;
    this.overTls = overTls;
    this.folder = folder;
  }

  @ParameterizedTest
  @EnumSource
  void runEnlargesALocalFile(Way way) throws Exception {
    assertEnlarged(way, answer(way, "run"));
  }

  @ParameterizedTest
  @EnumSource
  void subscribeReportsTheCourseAndEnlargesALocalFile(Way way) throws Exception {
    JsonNode answer = answer(way, "subscribe");
    assertEnlarged(way, answer);
    JsonNode seen = answer.required("seen");
    assertEquals(answer.required("requestId"), seen.required(0), "onEnqueue");
    assertEquals("COMPLETED", seen.required(seen.size() - 1).textValue(), "last update");
  }

  @ParameterizedTest
  @EnumSource
  void queuedCallCanBeFollowedStepByStep(Way way) throws Exception {
    JsonNode answer = answer(way, "queue");
    JsonNode submitted = answer.required("submitted");
    assertEquals("IN_QUEUE", submitted.required("status").textValue());
    for (String url : new String[] {"response_url", "status_url", "cancel_url"}) {
      String address = submitted.required(url).textValue();
      assertTrue(address.contains(submitted.required("request_id").textValue()), url);
    }
    assertEquals(submitted.required("request_id"), answer.required("requestId"));
    assertFalse(answer.required("completed").has("error"), "completed without error");
    assertEnlarged(way, answer);
  }

  @ParameterizedTest
  @EnumSource
  void uploadedFileComesBackAsItWas(Way way) throws Exception {
    JsonNode answer = answer(way, "upload");
    assertEquals(200, answer.required("status").intValue());
    assertEquals("image/png", answer.required("contentType").textValue());
    assertEquals(answer.required("sent"), answer.required("received"));
  }

  @ParameterizedTest
  @EnumSource
  void cancelledCallEndsWithoutResult(Way way) throws Exception {
    JsonNode answer = answer(way, "cancel");
    assertTrue(answer.required("completed").hasNonNull("error"), answer::toString);
    assertEquals(400, error(answer.required("again")).required("status").intValue());
    assertEquals(499, error(answer.required("result")).required("status").intValue());
  }

  @ParameterizedTest
  @EnumSource
  void inputAgainstTheSchemaIsAValidationError(Way way) throws Exception {
    JsonNode error = error(whole(way).required("invalidDirect"));
    assertValidation(error);
    assertEquals(
        "[\"body\",\"scale\"]",
        error.required("fieldErrors").required(0).required("loc").toString());
  }

  @ParameterizedTest
  @EnumSource
  void queuedCallWithWhatIsNoPictureIsAValidationError(Way way) throws Exception {
    JsonNode error = error(whole(way).required("invalidQueued"));
    assertValidation(error);
    JsonNode first = error.required("fieldErrors").required(0);
    assertEquals("image_load_error", first.required("type").textValue());
    assertEquals("[\"body\",\"image_url\"]", first.required("loc").toString());
  }

  @ParameterizedTest
  @EnumSource
  void wrongSecretIsUnauthorized(Way way) throws Exception {
    JsonNode error = error(whole(way).required("unauthorized"));
    assertEquals("ApiError", error.required("name").textValue());
    assertEquals(401, error.required("status").intValue());
    assertTrue(error.required("body").hasNonNull("detail"), error::toString);
  }

  private static void assertValidation(JsonNode error) {
    assertEquals("ValidationError", error.required("name").textValue(), error::toString);
    assertEquals(422, error.required("status").intValue());
    assertFalse(error.required("fieldErrors").isEmpty(), error::toString);
  }

  private void assertEnlarged(Way way, JsonNode answer) throws Exception {
    assertNotEquals("", answer.required("requestId").textValue());
    JsonNode image = answer.required("data").required("image");
    assertEquals(ORIGINAL.getWidth(), image.required("width").intValue());
    assertEquals(ORIGINAL.getHeight(), image.required("height").intValue());
    URI url = URI.create(image.required("url").textValue());
    URI origin = way == Way.HOSTS ? overTls.api() : installation.api();
    assertEquals(origin.getAuthority(), url.getAuthority(), "where the picture is");
    assertEquals(origin.getScheme(), url.getScheme());
    byte[] bytes = Caller.download(serving(way).api().resolve(url.getPath()));
    BufferedImage enlarged = Pictures.decode(bytes);
    assertEquals(ORIGINAL.getWidth(), enlarged.getWidth());
    assertEquals(ORIGINAL.getHeight(), enlarged.getHeight());
    double bicubic = Pictures.psnr(ORIGINAL, Pictures.bicubic(DRAWING));
    double model = Pictures.psnr(ORIGINAL, enlarged);
    assertTrue(
        model > bicubic + 1, () -> "model %.1f dB, bicubic %.1f dB".formatted(model, bicubic));
  }

  private JsonNode answer(Way way, String step) throws Exception {
    JsonNode outcome = whole(way).required(step);
    assertTrue(outcome.has("ok"), outcome::toPrettyString);
    return outcome.required("ok");
  }

  private static JsonNode error(JsonNode outcome) {
    assertTrue(outcome.has("error"), outcome::toPrettyString);
    return outcome.required("error");
  }

  /** All steps run once per way; each test judges one of them. */
  private JsonNode whole(Way way) throws Exception {
    JsonNode known = answers.get(way);
    if (known != null) {
      return known;
    }
    JsonNode task =
        Installation.JSON
            .createObjectNode()
            .put("way", way.name().toLowerCase(java.util.Locale.ROOT))
            .put("api", withoutSlash(serving(way).api()))
            .put("key", serving(way).developer().key())
            .put("picture", file("drawing.png", DRAWING))
            .put("largePicture", file("large.png", Pictures.lineArt(640, 480)));
    JsonNode fresh =
        way == Way.HOSTS
            ? NodeScript.run(CALLS, task, List.of("/fal-client/fal-hosts.js"), trustAndPort())
            : NodeScript.run(CALLS, task);
    answers.put(way, fresh);
    return fresh;
  }

  private Installation serving(Way way) {
    return way == Way.HOSTS ? overTls.plain() : installation;
  }

  private Map<String, String> trustAndPort() {
    return Map.of(
        "NODE_EXTRA_CA_CERTS",
        overTls.ca().toString(),
        "FAL_TLS_PORT",
        Integer.toString(overTls.api().getPort()));
  }

  private static String withoutSlash(URI origin) {
    return origin.toString().replaceAll("/$", "");
  }

  private String file(String name, BufferedImage picture) throws Exception {
    return Files.write(folder.resolve(name), Pictures.png(picture)).toString();
  }
}
