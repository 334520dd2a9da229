package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
  private final Tokenizer tokenizer =
      Tokenizer.read(Path.of("target/function/weights", TextReader.WEIGHTS, TextReader.TOKENIZER));

  TokenizerTest() throws IOException {}

  /** Numbers of BERT's published vocabulary {@code bert-base-uncased}, which MiniLM shares. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a blue fox on a yellow background | 1037 2630 4419 2006 1037 3756 4281",
        "Hello, world!                     | 7592 1010 2088 999",
        "unaffable                         | 14477 20961 3468",
        "  HÉLLO\u00a0wörld                | 7592 2088",
        "hello\u0000\u200b                 | 7592",
        "[SEP]                             | 1031 19802 1033",
        "猫                                | 100",
        "a猫b                              | 1037 100 1038",
        "''                                | ''",
      })
  void textBecomesNumbers(String text, String numbers) {
    String expected = ("101 " + numbers.strip() + " 102").replace("  ", " ");
    String found =
        Arrays.stream(tokenizer.tokens(text))
            .mapToObj(Long::toString)
            .collect(Collectors.joining(" "));
    assertEquals(expected, found);
  }

  @Test
  void aWordOfAHundredLettersIsTheLongestThatIsRead() {
    String longest = "ab".repeat(50);
    assertArrayEquals(new long[] {101, 100, 102}, tokenizer.tokens(longest + "a"));
    assertTrue(tokenizer.tokens(longest).length > 3, "it has pieces");
  }
}
