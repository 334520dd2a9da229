package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.console.form.FieldView;
import dev.hearth.marketplace.console.form.InputForm;
import dev.hearth.sdk.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormViewTest {
  private static final String FOUR =
      """
      "a":{"type":"integer","default":1},"b":{"type":"string","ui":{"important":true}},
      "c":{"type":"string"},"d":{"type":"string"},"e":{"type":"string"}\
      """;

  @Test
  void whatIsNeitherRequiredNorImportantIsFolded() {
    FormView form = blank("{\"prompt\":{\"type\":\"string\"}," + FOUR + "}", "[\"prompt\"]");
    assertEquals(List.of("prompt", "b"), names(form.leading()));
    assertEquals(List.of("a", "c", "d", "e"), names(form.further()));
    assertFalse(form.open());
  }

  @Test
  void fewFieldsAreNotWorthAFoldAndAFormIsNeverAFoldAlone() {
    String few = FOUR.replace(",\"e\":{\"type\":\"string\"}", "");
    assertEquals(List.of(), blank("{" + few + "}", "[]").further());
    String unimportant = FOUR.replace("\"ui\"", "\"other\"");
    FormView form = blank("{" + unimportant + "}", "[]");
    assertEquals(List.of("a", "b", "c", "d", "e"), names(form.leading()));
    assertEquals(List.of(), form.further());
    assertEquals(
        1,
        new FormView(InputForm.of(json("{}"), Optional.empty()).blank().fields(), List.of())
            .leading()
            .size());
  }

  @Test
  void aFaultOpensTheFold() {
    InputForm form = InputForm.of(schema("{" + FOUR + "}", "[]"), Optional.empty());
    FormView seen = new FormView(form.read(Map.of("in.b", "x", "in.a", "one")).fields(), List.of());
    assertTrue(seen.open());
    assertTrue(seen.faulty());
    FormView elsewhere =
        new FormView(form.read(Map.of("in.a", "1"), Map.of("b", "no")).fields(), List.of());
    assertTrue(elsewhere.faulty());
    assertFalse(elsewhere.open());
  }

  private static FormView blank(String properties, String required) {
    InputForm form = InputForm.of(schema(properties, required), Optional.empty());
    return new FormView(form.blank().fields(), List.of());
  }

  private static Json.JsonObject schema(String properties, String required) {
    return json(
        "{\"type\":\"object\",\"properties\":" + properties + ",\"required\":" + required + "}");
  }

  private static Json.JsonObject json(String text) {
    return Json.parseObject(text);
  }

  private static List<String> names(List<FieldView> fields) {
    return fields.stream().map(FieldView::name).toList();
  }
}
