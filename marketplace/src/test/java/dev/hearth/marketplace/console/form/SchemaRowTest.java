package dev.hearth.marketplace.console.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaRowTest {
  @Test
  void rowsTellNameTypeDefaultAndDescription() {
    var rows =
        SchemaRow.of(
            Json.parseObject(
                """
                {"properties":{
                  "image_url":{"type":"string","x-hearth-media":"image","description":"in"},
                  "scale":{"type":"integer","enum":[2,4],"default":2},
                  "strength":{"type":"number","minimum":0,"maximum":1},
                  "seed":{"type":"integer","minimum":1}},
                 "required":["image_url","scale"]}
                """));
    assertEquals(
        List.of(
            new SchemaRow("image_url", "image URL", true, "", "in"),
            new SchemaRow("scale", "2 | 4", false, "2", ""),
            new SchemaRow("strength", "number, 0 to 1", false, "", ""),
            new SchemaRow("seed", "integer, at least 1", false, "", "")),
        rows);
  }

  @Test
  void nestedPartsFollowTheirParent() {
    var rows =
        SchemaRow.of(
            Json.parseObject(
                """
                {"properties":{"images":{"type":"array","items":{"$ref":"#/$defs/I"}},
                  "image":{"$ref":"#/$defs/I"}},
                 "$defs":{"I":{"type":"object","x-hearth-media":"image",
                   "properties":{"url":{"type":"string"}}}}}
                """));
    assertEquals(
        List.of("images", "images[].url", "image", "image.url"),
        rows.stream().map(SchemaRow::name).toList());
    assertEquals("image", rows.get(2).type());
  }

  @Test
  void schemasThatContainThemselvesEnd() {
    var rows =
        SchemaRow.of(
            Json.parseObject("{\"properties\":{\"a\":{\"$ref\":\"#\"},\"b\":{\"$ref\":\"#\"}}}"));
    assertEquals(30, rows.size());
  }
}
