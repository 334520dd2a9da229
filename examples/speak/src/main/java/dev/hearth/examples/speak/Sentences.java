package dev.hearth.examples.speak;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Splits a plain text into what is said in one breath, at most so long as flite may get at once.
 */
final class Sentences {
  /**
   * Ends of what only looks like a sentence: titles, initials, and the abbreviations like "e.g.".
   */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?:^|.*[ (\"'])(?:Mrs?|Ms|Dr|Prof|Rev|Gen|Col|Capt|Lt|Sgt|St|Mt|No|Fig|vs|e\\.g|i\\.e|cf"
              + "|(?:[A-Z]\\.)*[A-Z])\\. *");

  private static final Pattern BREATH = Pattern.compile(".*[,;:](?= )");

  private Sentences() {}

  /**
   * The sentences of a text, without those of which nothing is heard.
   *
   * @param text as {@link Reading} gives it
   */
  static List<String> of(String text) {
    var sentences = new ArrayList<String>();
    for (String paragraph : text.split("\n\n")) {
      for (String sentence : split(paragraph)) {
        addParts(sentence.strip(), sentences);
      }
    }
    sentences.removeIf(sentence -> !Reading.isSpoken(sentence));
    return List.copyOf(sentences);
  }

  private static List<String> split(String paragraph) {
    var sentences = new ArrayList<String>();
    var breaks = BreakIterator.getSentenceInstance(Locale.US);
    breaks.setText(paragraph);
    int from = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      String sentence = paragraph.substring(from, end);
      if (end == paragraph.length() || !GOES_ON.matcher(sentence).matches()) {
        sentences.add(sentence);
        from = end;
      }
    }
    return sentences;
  }

  private static void addParts(String sentence, List<String> parts) {
    String rest = sentence;
    while (rest.length() > Limits.MAX_SENTENCE_CHARACTERS) {
      int end = end(rest.substring(0, Limits.MAX_SENTENCE_CHARACTERS));
      parts.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    parts.add(rest);
  }

  /** Where to draw breath: behind the last comma, else the last word, else anywhere. */
  private static int end(String longest) {
    var breath = BREATH.matcher(longest);
    if (breath.lookingAt()) {
      return breath.end();
    }
    int space = longest.lastIndexOf(' ');
    return space > 0 ? space : longest.length();
  }
}
