package dev.hearth.sdk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonBoolean;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is printed is read again; whatever isn't JSON is refused, in bounded time and space. */
class JsonTest {

  @Provide
  static Arbitrary<Json> values() {
    Arbitrary<Json> leaves =
        Arbitraries.oneOf(
            texts().map(JsonString::new),
            numbers().map(JsonNumber::new),
            Arbitraries.of(true, false).map(JsonBoolean::new),
            Arbitraries.just(JsonNull.INSTANCE));
    return Arbitraries.recursive(() -> leaves, JsonTest::nested, 0, 4);
  }

  private static Arbitrary<Json> nested(Arbitrary<Json> inner) {
    return Arbitraries.oneOf(
        inner.list().ofMaxSize(4).map(JsonArray::new),
        Arbitraries.maps(texts(), inner).ofMaxSize(4).map(JsonObject::new));
  }

  /** Of all 16-bit units: controls, quotes, pairs and halves of pairs. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(12);
  }

  private static Arbitrary<BigDecimal> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.bigDecimals().ofScale(20),
        Arbitraries.longs().map(BigDecimal::valueOf),
        Arbitraries.doubles().map(BigDecimal::valueOf),
        Arbitraries.integers().map(scale -> BigDecimal.valueOf(17, scale)));
  }

  @Property(tries = 500)
  void printedTextIsReadAgain(@ForAll("values") Json value) {
    String text = value.print();
    assertEquals(value, Json.parse(text));
    String overTheWire = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertEquals(text, overTheWire, "always valid UTF-8");
  }

  @Property(tries = 500)
  void spaceBetweenTokensChangesNothing(@ForAll("values") Json value) {
    String spaced = " \t\r\n" + new JsonArray(List.of(value, value)).print() + "\n ";
    assertEquals(value, Json.parse(spaced.replaceFirst("^(\\s*)\\[", "$1[ ")).asArray().getFirst());
  }

  @Property(tries = 300)
  void everyTruncationIsRefused(@ForAll("values") Json value) {
    String text = new JsonArray(List.of(value)).print();
    for (int end = 0; end < text.length(); end++) {
      String cut = text.substring(0, end);
      assertThrows(JsonException.class, () -> Json.parse(cut), cut);
    }
  }

  @Property(tries = 2_000)
  void anyTextIsReadOrRefused(@ForAll("nearlyJson") String text) {
    try {
      Json value = Json.parse(text);
      assertEquals(value, Json.parse(value.print()));
    } catch (JsonException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.length() < 200, message);
    }
  }

  @Provide
  static Arbitrary<String> nearlyJson() {
    return Arbitraries.of(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "u", "0", "1", "-", "+", ".", "e", "E",
            "true", "null", "fals", "a", " ", "\n", "\u0000", "\ud800", "\udc00", "\\u00", "\"a\"",
            "12")
        .list()
        .ofMaxSize(12)
        .map(tokens -> String.join("", tokens));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1,]",
        "[,1]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{'a':1}",
        "[1 2]",
        "[1]]",
        "1 1",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "tru",
        "True",
        "nul",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u\uFF11\uFF12\uFF13\uFF14\"",
        "\"\\u-123\"",
        "\"a\nb\"",
        "\"\u0000\"",
        "\uFEFF1",
        "/**/1",
        "1e99999999999",
        "{\"a\":1}x"
      })
  void textThatIsNoJson(String text) {
    assertThrows(JsonException.class, () -> Json.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"[,]", "{\"a\":,}"})
  void nestingIsBounded(String open, String close) {
    String deepest = open.repeat(200) + "1" + close.repeat(200);
    Json value = Json.parse(deepest);
    assertEquals(deepest, value.print());
    String tooDeep = open.repeat(201) + "1" + close.repeat(201);
    assertThrows(JsonException.class, () -> Json.parse(tooDeep));
    assertThrows(JsonException.class, () -> Json.parse(open.repeat(1_000_000)));
    assertThrows(JsonException.class, () -> new JsonArray(List.of(value)).print());
  }

  @Test
  void printerRefusesWhatTheParserWould() {
    Json deep = Json.of(1);
    for (int i = 0; i < 100_000; i++) {
      deep = new JsonArray(List.of(deep));
    }
    assertThrows(JsonException.class, deep::print);
  }

  @Property
  void wholeNumberIsTheSameHoweverItIsMade(@ForAll long value) {
    Json number = Json.of(value);
    assertEquals(number, new JsonNumber(BigDecimal.valueOf(value)));
    assertEquals(number.hashCode(), new JsonNumber(BigDecimal.valueOf(value)).hashCode());
    assertEquals(number, Json.parse(Long.toString(value)));
    assertEquals(value, Json.parse(Long.toString(value)).asLong());
    assertNotEquals(number, Json.parse(value + ".0"));
    assertEquals(value, Json.parse(value + ".0").asLong());
    assertEquals((double) value, number.asDouble());
  }

  @Test
  void numbersAreKeptAsWritten() {
    for (String number :
        List.of(
            "0",
            "0.0",
            "-1.50",
            "999999999999999999",
            "-99999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "123456789012345678901234567890.5",
            "1E+2")) {
      assertEquals(number, Json.parse(number).print());
    }
    String long1000 = "1".repeat(1_000);
    assertEquals(long1000, Json.parse(long1000).print());
    assertThrows(JsonException.class, () -> Json.parse("1".repeat(1_001)));
    assertThrows(JsonException.class, () -> Json.parse("1".repeat(1_000_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e2147483647", "-1e999999999", "1e400", "123456789e301"})
  void hugeNumbersFitNoJavaNumber(String number) {
    Json value = Json.parse(number);
    assertThrows(JsonException.class, value::asLong);
    assertThrows(JsonException.class, value::asInt);
    assertThrows(JsonException.class, value::asDouble);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-2147483647", "1e-999999999", "0.5", "9223372036854775808"})
  void numbersThatAreNotWholeOfThatSize(String number) {
    Json value = Json.parse(number);
    assertThrows(JsonException.class, value::asLong);
    assertTrue(Double.isFinite(value.asDouble()));
  }

  @Test
  void wholeNumbersMayBeWrittenInAnyWay() {
    for (String four : List.of("4", "4.0", "4e0", "40e-1", "0.4e1")) {
      assertEquals(4, Json.parse(four).asInt(), four);
    }
    assertEquals(Long.MIN_VALUE, Json.parse("-9223372036854775808").asLong());
    assertThrows(JsonException.class, () -> Json.parse("2147483648").asInt());
    assertThrows(IllegalArgumentException.class, () -> Json.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Json.of(Double.NEGATIVE_INFINITY));
  }

  @Test
  void lastOfEqualNamesCounts() {
    assertEquals("{\"a\":2,\"b\":3}", Json.parse("{\"a\":1,\"b\":3,\"a\":2}").print());
  }

  @Test
  void nullMembersAreAsGoodAsMissing() {
    JsonObject object = Json.parseObject("{\"a\":null,\"b\":[]}");
    assertTrue(object.get("a").isEmpty());
    assertEquals(List.of(), object.array("a"));
    JsonException missing = assertThrows(JsonException.class, () -> object.require("a"));
    assertEquals("missing member \"a\"", missing.getMessage());
    assertThrows(JsonException.class, () -> object.string("b"));
    assertThrows(JsonException.class, () -> object.object("b"));
    assertThrows(JsonException.class, () -> Json.parseObject("[]"));
  }

  @Test
  void valuesCannotBeChangedFromOutside() {
    JsonObject object = Json.parseObject("{\"a\":[1]}");
    assertThrows(UnsupportedOperationException.class, () -> object.members().put("b", Json.of(1)));
    assertThrows(UnsupportedOperationException.class, () -> object.array("a").add(Json.of(1)));
    assertEquals("{\"a\":[1],\"b\":2}", object.with("b", Json.of(2)).print());
    assertEquals("{\"a\":[1]}", object.print());
  }

  @Test
  void loneSurrogatesAndControlsAreEscaped() {
    assertEquals(
        "\"\\u0000\\u001f\\n\\r\\t\\\"\\\\/\"", Json.of("\u0000\u001f\n\r\t\"\\/").print());
    assertEquals("\"\\udc00\\ud83d\"", Json.of("\udc00\ud83d").print());
    assertEquals("\"🙂\"", Json.of("🙂").print());
  }
}
