package dev.hearth.marketplace.console.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputFormTest {
  private static InputForm form(String schema) {
    return InputForm.of(Json.parseObject(schema), Optional.empty());
  }

  /** A form with one field {@code f}. */
  private static InputForm one(String fieldSchema) {
    return form("{\"type\":\"object\",\"properties\":{\"f\":" + fieldSchema + "}}");
  }

  private static FieldView view(String fieldSchema) {
    return one(fieldSchema).blank().fields().getFirst();
  }

  private static Json read(String fieldSchema, String text) {
    var filled = one(fieldSchema).read(Map.of("in.f", text));
    return filled.input().orElseThrow(() -> new AssertionError(filled.fields())).require("f");
  }

  private static String error(String fieldSchema, String text) {
    var filled = one(fieldSchema).read(Map.of("in.f", text));
    assertEquals(Optional.empty(), filled.input());
    assertEquals(text, filled.fields().getFirst().value(), "what was typed stays");
    return filled.fields().getFirst().error();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"string\"}|text",
        "{\"type\":\"string\",\"maxLength\":2000}|textarea",
        "{\"type\":[\"string\",\"null\"]}|text",
        "{\"type\":\"integer\"}|number",
        "{\"type\":\"number\"}|number",
        "{\"anyOf\":[{\"type\":\"number\"},{\"type\":\"null\"}]}|number",
        "{\"type\":\"boolean\"}|checkbox",
        "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}|select",
        "{\"type\":\"integer\",\"enum\":[2,4]}|select",
        "{\"oneOf\":[{\"const\":1},{\"const\":2,\"title\":\"two\"}]}|select",
        "{\"type\":\"string\",\"x-hearth-media\":\"image\"}|media",
        "{\"type\":\"object\",\"properties\":{\"x\":{}}}|json",
        "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}|json",
        "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"object\"}]}|json",
        "{\"enum\":[{\"a\":1}]}|json",
        "{}|json",
      })
  void everyKindOfSchemaHasItsControl(String schema, String control) {
    assertEquals(control, view(schema).type());
  }

  @Test
  void promptsGetSeveralLines() {
    var form = form("{\"properties\":{\"negative_prompt\":{\"type\":\"string\"}}}");
    assertEquals("textarea", form.blank().fields().getFirst().type());
    assertEquals("Negative prompt", form.blank().fields().getFirst().label());
  }

  @Test
  void referencesAreFollowedAndWhatStandsBesideThemWins() {
    var form =
        form(
            """
            {"properties":{"size":{"$ref":"#/$defs/Size","default":"big","description":"mine"}},
             "$defs":{"Size":{"type":"string","enum":["small","big"],"description":"theirs"}}}
            """);
    FieldView field = form.blank().fields().getFirst();
    assertEquals("select", field.type());
    assertEquals("big", field.value());
    assertEquals("mine", field.help());
  }

  @Test
  void referencesInCirclesEndAsJson() {
    assertEquals(
        "json",
        form("{\"properties\":{\"f\":{\"$ref\":\"#/properties/f\"}}}")
            .blank()
            .fields()
            .getFirst()
            .type());
  }

  @Test
  void boundsBecomeAttributes() {
    FieldView whole = view("{\"type\":\"integer\",\"minimum\":1,\"maximum\":1e2}");
    assertEquals(List.of("1", "100", "1"), List.of(whole.min(), whole.max(), whole.step()));
    FieldView real = view("{\"type\":\"number\",\"minimum\":0.5,\"multipleOf\":0.25}");
    assertEquals(List.of("0.5", "", "0.25"), List.of(real.min(), real.max(), real.step()));
    assertEquals("any", view("{\"type\":\"number\"}").step());
    assertEquals("40", view("{\"type\":\"string\",\"maxLength\":40}").maxLength());
    assertEquals("image/*", view("{\"type\":\"string\",\"x-hearth-media\":\"image\"}").accept());
    assertEquals("", view("{\"type\":\"string\",\"x-hearth-media\":\"file\"}").accept());
  }

  @Test
  void defaultsAndExamplesFillTheForm() {
    var schema =
        Json.parseObject(
            """
            {"properties":{"a":{"type":"integer","default":3},"b":{"type":"string"},
             "c":{"type":"string"},"d":{"type":"boolean","default":true},
             "e":{"type":"string","examples":["sample"]}},"required":["a","b","e"]}
            """);
    var form =
        InputForm.of(schema, Optional.of(Json.parseObject("{\"a\":9,\"b\":\"x\",\"c\":\"y\"}")));
    List<FieldView> fields = form.blank().fields();
    assertEquals(
        List.of("9", "x", "y", "true", "sample"), fields.stream().map(FieldView::value).toList());
    assertEquals(
        List.of(false, true, false, false, true),
        fields.stream().map(FieldView::required).toList());
    assertTrue(fields.get(3).checked());
  }

  @Test
  void picturesInsideExamplesDoNotFillThePage() {
    var schema =
        Json.parseObject(
            "{\"properties\":{\"f\":{\"type\":\"string\",\"x-hearth-media\":\"image\"}},\"required\":[\"f\"]}");
    var example = Json.parseObject("{\"f\":\"data:image/png;base64," + "A".repeat(3000) + "\"}");
    assertEquals(
        "", InputForm.of(schema, Optional.of(example)).blank().fields().getFirst().value());
  }

  @Test
  void anyObjectIsOneField() {
    var form = form("{\"type\":\"object\"}");
    FieldView field = form.blank().fields().getFirst();
    assertEquals("json", field.type());
    assertEquals("{}", field.value());
    assertEquals(
        Optional.of(Json.parseObject("{\"x\":[1,{\"y\":null}]}")),
        form.read(Map.of("in.", "{\"x\":[1,{\"y\":null}]}")).input());
    assertEquals(Optional.empty(), form.read(Map.of("in.", "[]")).input());
    assertEquals(Optional.empty(), form.read(Map.of("in.", "")).input());
    assertEquals(Optional.empty(), form.read(Map.of()).input());
  }

  @Test
  void textsAreReadByTheirSchema() {
    assertEquals(Json.of("007"), read("{\"type\":\"string\"}", "007"));
    assertEquals(Json.of("a\nb"), read("{\"type\":\"string\"}", "a\r\nb"));
    assertEquals(Json.of(7), read("{\"type\":\"integer\"}", " 7 "));
    assertEquals("7", read("{\"type\":\"integer\"}", "7.0").print());
    assertEquals("0.10", read("{\"type\":\"number\"}", "0.10").print());
    assertEquals(Json.of(true), read("{\"type\":\"boolean\"}", "true"));
    assertEquals(Json.of(4), read("{\"type\":\"integer\",\"enum\":[2,4]}", "4"));
    assertEquals(Json.of("4"), read("{\"type\":\"string\",\"enum\":[\"4\"]}", "4"));
    assertEquals(Json.parse("[1]"), read("{\"type\":\"array\"}", "[1]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"integer\"}|1.5|Must be a whole number.",
        "{\"type\":\"integer\"}|x|Must be a number.",
        "{\"type\":\"integer\"}|1e999999999|Must be a number.",
        "{\"type\":\"integer\",\"minimum\":2}|1|Must be at least 2.",
        "{\"type\":\"number\",\"maximum\":0.5}|0.51|Must be at most 0.5.",
        "{\"type\":\"integer\",\"enum\":[2,4]}|3|Choose one of the listed values.",
        "{\"type\":\"string\",\"maxLength\":2}|abc|Can have at most 2 characters, these are 3.",
        "{\"type\":\"string\",\"minLength\":2}|a|Needs at least 2 characters.",
        "{\"type\":\"array\"}|{}|Must be a JSON array, this is of type object.",
        "{\"type\":\"string\",\"x-hearth-media\":\"image\"}|javascript:x|Choose a file, or give an"
            + " address that starts with https://.",
      })
  void whatDoesNotFitIsToldAtTheField(String schema, String text, String message) {
    assertEquals(message, error(schema, text));
  }

  @Test
  void brokenJsonSaysWhere() {
    assertTrue(error("{}", "{\"a\":}").startsWith("This is not JSON"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\r\n"})
  void emptyOptionalFieldsAreLeftOutAndRequiredOnesAsked(String text) {
    var form =
        form(
            """
            {"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["b"]}
            """);
    var filled = form.read(Map.of("in.a", text, "in.b", text));
    assertEquals(Optional.empty(), filled.input());
    assertFalse(filled.fields().getFirst().faulty());
    assertEquals("Needed.", filled.fields().getLast().error());
    assertEquals(
        Optional.of(Json.parseObject("{\"b\":1}")),
        form.read(Map.of("in.a", text, "in.b", "1")).input());
  }

  @Test
  void anUncheckedBoxMeansNo() {
    assertEquals(
        Optional.of(Json.parseObject("{\"f\":false}")),
        one("{\"type\":\"boolean\",\"default\":true}").read(Map.of()).input());
  }

  @Test
  void faultsFoundElsewhereStandAtTheirField() {
    var filled = one("{\"type\":\"string\"}").read(Map.of("in.f", "x"), Map.of("f", "too small"));
    assertEquals(Optional.empty(), filled.input());
    assertEquals("too small", filled.fields().getFirst().error());
  }

  @Test
  void samplesFillRequiredFields() {
    var form =
        form(
            """
            {"properties":{"n":{"type":"integer","minimum":5},"o":{"type":"string"},
             "l":{"type":"array"},"e":{"enum":["x","y"]}},"required":["n","l","e"]}
            """);
    assertEquals(Json.parse("{\"n\":5,\"l\":[],\"e\":\"x\"}"), form.sample());
  }

  @Test
  void idsStayUniqueMarkupFreeNames() {
    var form = form("{\"properties\":{\"a\\\"><b\":{\"type\":\"string\"}}}");
    assertEquals("f-a___b", form.blank().fields().getFirst().id());
  }
}
