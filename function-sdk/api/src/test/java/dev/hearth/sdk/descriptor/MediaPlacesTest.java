package dev.hearth.sdk.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.MediaPlaces.Place;
import dev.hearth.sdk.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media are found wherever a schema puts them, and nowhere else. */
class MediaPlacesTest {
  private static final MediaPlaces PLACES =
      MediaPlaces.of(
          Json.parseObject(
              """
              {"type":"object","properties":{
                "image":{"type":"string","x-hearth-media":"image","x-fal":{"max_width":8,"max_file_size":1e3}},
                "text":{"type":"string"},
                "list":{"type":"array","items":{"type":"string","x-hearth-media":"video"}},
                "deep":{"type":"array","items":{"type":"object","properties":{
                  "files":{"type":"object","additionalProperties":{"type":"string","x-hearth-media":"file"}}}}},
                "maybe":{"anyOf":[{"type":"string","x-hearth-media":"audio"},{"type":"null"}]},
                "union":{"oneOf":[
                  {"type":"object","properties":{"type":{"const":"a"},"x":{"type":"string","x-hearth-media":"image"}}},
                  {"type":"object","properties":{"type":{"const":"b"},"x":{"type":"string"}}}],
                  "discriminator":{"propertyName":"type"}},
                "ref":{"$ref":"#/$defs/Node"},
                "lost":{"$ref":"#/$defs/None"},
                "round":{"$ref":"#/$defs/Round"}},
               "$defs":{
                "Node":{"type":"object","properties":{
                  "image":{"type":"string","x-hearth-media":"image"},
                  "next":{"$ref":"#/$defs/Node"}}},
                "Round":{"$ref":"#/$defs/Round"}}}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image\":\"u\",\"text\":\"t\"} | image:image",
        "{\"list\":[\"u\",\"v\"]} | list/0:video list/1:video",
        "{\"deep\":[{\"files\":{\"a\":\"u\"}},{\"files\":{\"b\":\"v\",\"c\":\"w\"}}]} |"
            + " deep/0/files/a:file deep/1/files/b:file deep/1/files/c:file",
        "{\"maybe\":\"u\"} | maybe:audio",
        "{\"maybe\":null} | ''",
        "{\"union\":{\"type\":\"a\",\"x\":\"u\"}} | union/x:image",
        "{\"union\":{\"type\":\"b\",\"x\":\"u\"}} | ''",
        "{\"union\":{\"x\":\"u\"}} | ''",
        "{\"ref\":{\"image\":\"u\",\"next\":{\"next\":{\"image\":\"v\"}}}} |"
            + " ref/image:image ref/next/next/image:image",
        "{\"lost\":{\"image\":\"u\"}} | ''",
        "{\"round\":{\"image\":\"u\"}} | ''",
        "{\"image\":{\"url\":\"u\"},\"list\":\"u\",\"deep\":{\"files\":1}} | ''",
      })
  void placesOf(String input, String expected) {
    var found = new ArrayList<String>();
    Json same =
        PLACES.rewrite(
            Json.parse(input),
            (place, url) -> {
              found.add(place.pointer() + ":" + place.kind());
              return Json.of(url);
            });
    assertEquals(expected, String.join(" ", found));
    assertEquals(Json.parse(input), same);
  }

  @Test
  void whatTheRewriterAnswersStandsInThePlace() {
    Json rewritten =
        PLACES.rewrite(
            Json.parse(
                "{\"text\":\"t\",\"list\":[\"u\",\"v\"],\"union\":{\"type\":\"a\",\"x\":\"w\"}}"),
            (place, url) -> Json.parse("{\"url\":\"" + url + url + "\"}"));
    assertEquals(
        "{\"text\":\"t\",\"list\":[{\"url\":\"uu\"},{\"url\":\"vv\"}],\"union\":{\"type\":\"a\",\"x\":{\"url\":\"ww\"}}}",
        rewritten.print());
  }

  @Test
  void limitsStandBesideTheMark() {
    var found = new ArrayList<Place>();
    Json same =
        PLACES.rewrite(
            Json.parse("{\"image\":\"u\"}"),
            (place, url) -> {
              found.add(place);
              return Json.of(url);
            });
    assertEquals(
        List.of(new Place(List.of("image"), "image", new MediaLimits(1_000, 0, 0, 8, 0, 0))),
        found);
    assertEquals("{\"image\":\"u\"}", same.print());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"max_width\":-1}",
        "{\"max_width\":\"8\"}",
        "{\"min_width\":9,\"max_width\":8}",
        "{\"max_aspect_ratio\":0.1}",
        "[]",
        "3"
      })
  void limitsThatAreNoneBoundNothing(String limits) {
    var schema = Json.parseObject("{\"x-fal\":" + limits + "}");
    assertEquals(MediaLimits.NONE, MediaLimits.of(schema), limits);
  }

  @Test
  void schemaWithoutMediaHasNone() {
    MediaPlaces none = MediaPlaces.of(Json.parseObject("{\"type\":\"object\"}"));
    assertTrue(none.none());
    Json value = Json.parse("{\"a\":[\"b\"]}");
    assertEquals(
        value,
        none.rewrite(
            value,
            (_, _) -> {
              throw new AssertionError("no place");
            }));
  }

  /** A type of several words isn't one to tell variants by. */
  @Test
  void typesInAListAreNoHindrance() {
    MediaPlaces places =
        MediaPlaces.of(
            Json.parseObject(
                """
                {"properties":{"a":{"anyOf":[{"type":["string","null"],"x-hearth-media":"image"}]}}}
                """));
    assertEquals(
        "{\"a\":1}", places.rewrite(Json.parse("{\"a\":\"u\"}"), (_, _) -> Json.of(1)).print());
  }
}
