package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
  @Test
  void sentencesEndAtFullStopsQuestionsAndParagraphs() {
    assertEquals(
        List.of("Come in!", "Is it 3.5 miles?", "Yes", "A title", "Text."),
        Sentences.of("Come in! Is it 3.5 miles? Yes\n\nA title\n\nText."));
  }

  @Test
  void titlesInitialsAndAbbreviationsGoOn() {
    for (String sentence :
        List.of(
            "Dr. Smith and Mrs. Jones met J. R. R. Tolkien.",
            "See e.g. Fig. 3 or No. 5 in St. Louis.",
            "The U.S. Army won.")) {
      assertEquals(List.of(sentence), Sentences.of(sentence));
    }
    assertEquals(
        List.of("He said so.", "Then he left."), Sentences.of("He said so. Then he left."));
    assertEquals(List.of("A dog.", "A cat."), Sentences.of("A dog. A cat."));
  }

  @Test
  void whatIsNotHeardIsNoSentence() {
    assertEquals(
        List.of("Well... !!!", "Yes."), Sentences.of("Well... !!! \n\n???\n\n---\n\nYes."));
  }

  @Test
  void longSentencesBreakAtCommasThenWordsThenAnywhere() {
    String half = "word ".repeat(60).strip();
    assertEquals(List.of(half + ",", half), Sentences.of(half + ", " + half));
    for (String part : Sentences.of("word ".repeat(500))) {
      assertTrue(part.matches("word( word)*"), part);
    }
    List<String> letters = Sentences.of("a".repeat(1_000));
    assertEquals(List.of(400, 400, 200), letters.stream().map(String::length).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsLostAndNothingIsTooLong(long seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder();
    random.ints(5_000, ' ', 0x7f).forEach(character -> text.append((char) character));
    String plain = Reading.of(text.toString()).text();
    List<String> sentences = Sentences.of(plain);
    assertEquals(heard(plain), heard(String.join("", sentences)));
    assertTrue(sentences.stream().allMatch(s -> s.length() <= Limits.MAX_SENTENCE_CHARACTERS));
  }

  private static String heard(String text) {
    return text.replaceAll("[^A-Za-z0-9&@+=/#*~^|\\\\%_$]", "");
  }
}
