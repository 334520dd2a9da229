package dev.hearth.sdk.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Cutting at every length of a text that has characters of all widths. */
class Utf8Test {
  private static final String TEXT = "aü€🙂z🙂\uD83Dq";

  @Test
  void cutIsABeginningThatFitsAndSplitsNoPair() {
    for (int max = 0; max <= 40; max++) {
      String cut = Utf8.cut(TEXT, max);
      assertTrue(TEXT.startsWith(cut));
      assertTrue(Utf8.length(cut) <= max, cut);
      assertTrue(cut.getBytes(UTF_8).length <= max, cut);
      boolean splits =
          !cut.isEmpty()
              && cut.length() < TEXT.length()
              && Character.isHighSurrogate(cut.charAt(cut.length() - 1))
              && Character.isLowSurrogate(TEXT.charAt(cut.length()));
      assertTrue(!splits, cut);
    }
    assertEquals(TEXT, Utf8.cut(TEXT, 1_000));
  }
}
