package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Café Zürich, naïve Øre | Cafe Zurich, naive Ore",
        "“It’s” «here» | \"It's\" \"here\"",
        "wait — what… | wait , what...",
        "10–20 | 10-20",
        "€5.20 and £1,000 or 3 € | 5.20 euros and 1,000 pounds or 3 euros",
        "21°, 2½ × 3 | 21 degrees , 2 1/2 times 3",
        "ﬁne ① ｆｕｌｌ | fine 1 full",
        "Straße, Æsir, Łódź | Strasse, Aesir, Lodz",
        "$5 & 100% #1 a@b | $5 & 100% #1 a@b",
      })
  void charactersBecomeWhatAReaderMakesOfThem(String text, String read) {
    assertEquals(new Reading(read, 0), Reading.of(text));
  }

  @Test
  void whatHasNoReadingIsLeftOutAndCounted() {
    assertEquals(new Reading("Hi there", 2), Reading.of("Hi 👋日 there"));
    assertEquals(3, Reading.of("жар").unread());
    // A family of four, joined, with a colour of skin and a selector: what joins isn't counted.
    assertEquals(2, Reading.of("👨\u200d👩\ufe0f").unread());
  }

  @Test
  void linesAreJoinedAndParagraphsStayApart() {
    assertEquals(
        "One line. Same\n\nNext one",
        Reading.of(" One\nline.\r\nSame \n \n\n\tNext  one\n").text());
  }

  @Test
  void controlCharactersAreSpaces() {
    assertEquals("a b c", Reading.of("a\u0000b\u001b\u0007c").text());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyTextBecomesPrintableAscii(long seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder();
    random.ints(2_000, 0, Character.MAX_CODE_POINT + 1).forEach(text::appendCodePoint);
    random.ints(2_000, 0, 0x3000).forEach(text::appendCodePoint);
    String read = Reading.of(text.toString()).text();
    assertTrue(read.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), read);
    assertFalse(read.contains("\n\n\n") || read.contains("  "), read);
  }
}
