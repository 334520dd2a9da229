package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That program and voices, taken apart and run in Java, say what the whole said elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenTest {
  private Synthesizer synthesizer;

  @BeforeAll
  void setUp() throws IOException {
    synthesizer = new Synthesizer(FunctionFolder.built());
  }

  static Stream<String> sayings() throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/golden.json")) {
      byte[] json = Objects.requireNonNull(in, "no golden.json").readAllBytes();
      return Json.parse(new String(json, StandardCharsets.UTF_8)).asArray().stream()
          .map(Json::print);
    }
  }

  @ParameterizedTest
  @MethodSource("sayings")
  void saysWhatThePublishedCommandSaysToTheSample(String saying) throws NoSuchAlgorithmException {
    JsonObject golden = Json.parseObject(saying);
    Speech speech =
        synthesizer.say(
            golden.string("text"),
            Voice.valueOf(golden.string("voice").toUpperCase(Locale.ROOT)),
            golden.get("speed").orElseThrow().asDouble());
    assertEquals(golden.integer("samples"), speech.samples().length / 2);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(speech.samples());
    assertEquals(golden.string("sha256"), HexFormat.of().formatHex(digest));
  }
}
