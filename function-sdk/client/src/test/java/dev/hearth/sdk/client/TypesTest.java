package dev.hearth.sdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.WireName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java values as JSON and back, by the rules of functions. */
final class TypesTest {
  private final List<InputFile> uploaded = new ArrayList<>();
  private final InputWriter writer =
      new InputWriter(
          file -> {
            uploaded.add(file);
            return URI.create("https://media/" + uploaded.size());
          });

  enum Format {
    PNG_8,
    @WireName("JPEG")
    JPEG
  }

  record Inner(double guidanceScale, float strength) {}

  record Everything(
      String prompt,
      @WireName("imageSize") String size,
      int numInferenceSteps,
      long seed,
      boolean syncMode,
      Format format,
      Inner inner,
      List<Inner> loras,
      Optional<String> negativePrompt,
      @Nullable Integer absent,
      Map<String, Integer> weights,
      BigDecimal price,
      URI site,
      Json extra) {}

  private static Everything everything() {
    return new Everything(
        "a \"cat\"",
        "square",
        4,
        Long.MAX_VALUE,
        true,
        Format.PNG_8,
        new Inner(3.5, 0.1f),
        List.of(new Inner(0, 1)),
        Optional.empty(),
        null,
        Map.of("a", 1),
        new BigDecimal("0.10"),
        URI.create("https://example.com/a?b"),
        Json.parse("[null]"));
  }

  @Test
  void recordsAreWrittenAsFunctionsReadThem() {
    assertEquals(
        """
        {"prompt":"a \\"cat\\"","imageSize":"square","num_inference_steps":4,\
        "seed":9223372036854775807,"sync_mode":true,"format":"png_8",\
        "inner":{"guidance_scale":3.5,"strength":0.1},\
        "loras":[{"guidance_scale":0.0,"strength":1.0}],"weights":{"a":1},"price":0.10,\
        "site":"https://example.com/a?b","extra":[null]}\
        """,
        writer.write(everything()).print());
  }

  @Test
  void recordsComeBackAsTheyWere() {
    assertEquals(everything(), OutputReader.read(writer.write(everything()), Everything.class));
  }

  record Files(Path a, InputFile b, Image c, Image d, List<Path> e) {}

  @Test
  void localFilesAreUploadedWhereverTheyStand() {
    var remote = new Image("https://elsewhere/x.png", "image/png", "x.png", 1, 2, 3);
    var local = new Image("file:///tmp/y.png", "image/png", "y.png", 1, 2, 3);
    var files =
        new Files(
            Path.of("a.PNG"),
            InputFile.of(new byte[] {1}, "audio/wav", "b.wav"),
            remote,
            local,
            List.of(Path.of("e.webp")));
    assertEquals(
        """
        {"a":"https://media/1","b":"https://media/2","c":"https://elsewhere/x.png",\
        "d":"https://media/3","e":["https://media/4"]}\
        """,
        writer.write(files).print());
    assertEquals(new FileOnDisk(Path.of("a.PNG"), "image/png"), uploaded.get(0));
    assertEquals(new FileOnDisk(Path.of("/tmp/y.png"), "image/png"), uploaded.get(2));
    assertEquals(new FileOnDisk(Path.of("e.webp"), "image/webp"), uploaded.get(3));
  }

  @Test
  void mapsAndJsonAreInputsToo() {
    assertEquals(
        "{\"image\":\"https://media/1\"}", writer.write(Map.of("image", Path.of("a.png"))).print());
    var json = Json.parseObject("{\"any\":null}");
    assertEquals(json, writer.write(json));
    assertEquals(
        "{\"n\":null}", writer.write(Collections.singletonMap("n", null)).print(), "as in JSON");
    assertEquals(
        "{\"n\":18446744073709551616}", writer.write(Map.of("n", BigInteger.TWO.pow(64))).print());
  }

  @Test
  void whatHasNoJsonFormIsRefused() {
    for (Object value : List.of(new Object(), new byte[1], Double.NaN, Float.POSITIVE_INFINITY)) {
      assertThrows(IllegalArgumentException.class, () -> writer.write(Map.of("x", value)));
    }
    for (Object whole : List.of("text", 7, List.of(), Path.of("a.png"), Json.of("text"))) {
      assertThrows(IllegalArgumentException.class, () -> writer.write(whole));
    }
    for (Class<?> type : List.of(String.class, Map.class, Object.class, Image[].class)) {
      assertThrows(IllegalArgumentException.class, () -> OutputReader.require(type));
    }
  }

  record Media(Image image, List<Image> images, Audio audioUrl) {}

  @Test
  void mediaOfAnOutputHaveTheirUrls() {
    Media media =
        OutputReader.read(
            Json.parse(
                """
                {"image":{"url":"https://m/a.png","content_type":"image/png","file_name":"a.png",
                          "file_size":12,"width":3,"height":4},
                 "images":[{"url":"https://m/b","width":null}],"audio_url":"https://m/c"}
                """),
            Media.class);
    assertEquals(new Image("https://m/a.png", "image/png", "a.png", 12, 3, 4), media.image());
    assertEquals(0, media.images().getFirst().width());
    assertEquals("https://m/c", media.audioUrl().url());
  }

  record Loose(@Nullable String maybe, Optional<Integer> number, List<String> list) {}

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"maybe\":null,\"number\":null,\"list\":null,\"new\":[{}]}"})
  void onlyWhatMayBeAbsentIs(String json) {
    Loose loose = OutputReader.read(Json.parse(json), Loose.class);
    assertNull(loose.maybe());
    assertTrue(loose.number().isEmpty() && loose.list().isEmpty());
  }

  record Strict(List<Inner> items, Format format) {}

  @Test
  void faultsSayWhereTheyAre() {
    assertFault(
        ".items: [1]: .strength: expected a number, found string",
        "{\"items\":[{\"guidance_scale\":1,\"strength\":1},{\"guidance_scale\":1,\"strength\":\"x\"}]}");
    assertFault("missing member \"format\"", "{\"items\":[]}");
    assertFault(".format: expected one of [png_8, JPEG], found \"gif\"", "{\"format\":\"gif\"}");
    assertFault("expected an object, found array", "[]");
  }

  private static void assertFault(String message, String json) {
    var e =
        assertThrows(JsonException.class, () -> OutputReader.read(Json.parse(json), Strict.class));
    assertEquals(message, e.getMessage());
  }

  record Positive(int n) {
    Positive {
      if (n <= 0) {
        throw new IllegalArgumentException("n is " + n);
      }
    }
  }

  @Test
  void aRecordMayRefuseItsValues() {
    Json json = Json.parse("{\"n\":-1}");
    var e = assertThrows(JsonException.class, () -> OutputReader.read(json, Positive.class));
    assertEquals("Positive: n is -1", e.getMessage());
  }

  @Test
  void objectsAreReadAsTheyAre() {
    JsonObject json = Json.parseObject("{\"a\":1.50}");
    assertEquals(json, OutputReader.read(json, JsonObject.class));
  }
}
