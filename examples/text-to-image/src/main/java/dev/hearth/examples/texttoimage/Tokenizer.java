package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Splits text into the word pieces that MiniLM knows, as BERT's uncased tokenizer does (Devlin et
 * al., "BERT", 2018; {@code BertNormalizer} and {@code BertPreTokenizer} of Hugging Face's
 * tokenizers): lower case without accents, words and signs apart, and of each word the longest
 * known piece first (Wu et al., "Google's Neural Machine Translation System", 2016, section 4.1).
 * Marks such as {@code [SEP]} in a text are text.
 */
final class Tokenizer {
  private static final String INSIDE = "##";
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final long first;
  private final long last;
  private final int unknown;

  private Tokenizer(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.first = vocabulary.get("[CLS]");
    this.last = vocabulary.get("[SEP]");
    this.unknown = vocabulary.get("[UNK]");
  }

  /** Reads the vocabulary from a {@code tokenizer.json}. */
  static Tokenizer read(Path file) throws IOException {
    JsonObject vocabulary =
        Json.parseObject(Files.readString(file)).object("model").object("vocab");
    var ids = HashMap.<String, Integer>newHashMap(vocabulary.members().size());
    vocabulary.members().forEach((piece, id) -> ids.put(piece, id.asInt()));
    return new Tokenizer(ids);
  }

  /** The numbers of a text's pieces between those of start and end. */
  long[] tokens(String text) {
    var ids = new ArrayList<Long>();
    ids.add(first);
    for (String word : words(plain(text))) {
      addPieces(word, ids);
    }
    ids.add(last);
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private static String plain(String text) {
    var kept = new StringBuilder(text.length());
    text.codePoints().filter(c -> isSpace(c) || !isControl(c)).forEach(kept::appendCodePoint);
    String apart = Normalizer.normalize(kept, Normalizer.Form.NFD);
    return apart.replaceAll("\\p{Mn}", "").toLowerCase(Locale.ROOT);
  }

  /** Words as they stand between spaces, with each sign and each ideograph a word of its own. */
  private static List<String> words(String plain) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            c -> {
              boolean alone = isSign(c) || Character.isIdeographic(c);
              if (alone || isSpace(c)) {
                end(word, words);
              }
              if (!isSpace(c)) {
                word.appendCodePoint(c);
              }
              if (alone) {
                end(word, words);
              }
            });
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private void addPieces(String word, List<Long> ids) {
    int before = ids.size();
    int start = word.codePointCount(0, word.length()) > LONGEST_WORD ? -1 : 0;
    while (start >= 0 && start < word.length()) {
      int end = longestPiece(word, start);
      if (end > start) {
        ids.add((long) vocabulary.get(piece(word, start, end)));
      }
      start = end > start ? end : -1;
    }
    if (start < 0) { // of a word that isn't known to its end nothing counts
      ids.subList(before, ids.size()).clear();
      ids.add((long) unknown);
    }
  }

  private int longestPiece(String word, int start) {
    int end = word.length();
    while (end > start && !vocabulary.containsKey(piece(word, start, end))) {
      end--;
    }
    return end;
  }

  private static String piece(String word, int start, int end) {
    String letters = word.substring(start, end);
    return start == 0 ? letters : INSIDE + letters;
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isSign(int c) {
    boolean ascii = c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    return ascii
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }
}
