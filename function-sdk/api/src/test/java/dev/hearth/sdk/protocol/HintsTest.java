package dev.hearth.sdk.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be a hint fits into a header as it is; anything else is refused with its bound. */
class HintsTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void comeBack() throws ProtocolException {
    var hints = new Hints(List.of("lora:pixel art", "https://e/x.safetensors?v=\"1\""));
    assertEquals(hints, Hints.decode(utf8(hints.encode())));
    assertEquals("lora:pixel art,https://e/x.safetensors?v=\"1\"", hints.text());
    assertEquals(Hints.NONE, Hints.decode(utf8("{\"hints\":[],\"more\":1}")));
    assertEquals("", Hints.NONE.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a,b", "a\nb", "a\tb", "ä", "\u007f"})
  void whatIsNoWord(String text) {
    assertFalse(Hints.isWord(text));
    var refusal = assertThrows(IllegalArgumentException.class, () -> new Hints(List.of(text)));
    assertTrue(String.valueOf(refusal.getMessage()).contains("printable ASCII"));
  }

  @Test
  void boundsAreKept() {
    String longest = "a".repeat(Hints.MAX_WORD_CHARS);
    List<String> most = Collections.nCopies(Hints.MAX_CHARS / Hints.MAX_WORD_CHARS, longest);
    assertEquals(Hints.MAX_CHARS + most.size() - 1, new Hints(most).text().length());
    assertFalse(Hints.isWord(longest + "a"));
    assertEquals(32, new Hints(Collections.nCopies(32, "a")).words().size());
    assertThrows(
        IllegalArgumentException.class, () -> new Hints(Collections.nCopies(33, "a")), "count");
    var tooLong = Collections.nCopies(most.size() + 1, longest);
    assertThrows(IllegalArgumentException.class, () -> new Hints(tooLong), "characters in all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"hints\":null}",
        "{\"hints\":\"a\"}",
        "{\"hints\":[1]}",
        "{\"hints\":[\"a,b\"]}"
      })
  void payloadsThatAreNone(String payload) {
    assertThrows(ProtocolException.class, () -> Hints.decode(utf8(payload)));
  }
}
