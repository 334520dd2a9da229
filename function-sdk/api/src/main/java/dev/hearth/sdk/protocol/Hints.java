package dev.hearth.sdk.protocol;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.util.List;

/**
 * The words that a worker says of what it has at hand, payload of {@code HINTS}; and the one by
 * which a caller asks for such a worker.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ProtocolSnippets.java" region="hints"}
 *
 * @param words at most {@value #MAX_COUNT}, each as {@link #isWord} has it, {@value #MAX_CHARS}
 *     characters in all
 */
public record Hints(List<String> words) {
  /** Words of one worker. */
  public static final int MAX_COUNT = 32;

  /** Characters of a word. */
  public static final int MAX_WORD_CHARS = 256;

  /** Characters of all words of a worker. */
  public static final int MAX_CHARS = 4_096;

  /** No word. */
  public static final Hints NONE = new Hints(List.of());

  public Hints {
    words = List.copyOf(words);
    if (words.size() > MAX_COUNT) {
      throw new IllegalArgumentException(words.size() + " hints, allowed are at most " + MAX_COUNT);
    }
    int chars = 0;
    for (String word : words) {
      if (!isWord(word)) {
        throw new IllegalArgumentException("hint \"" + shown(word) + "\" isn't " + rule());
      }
      chars += word.length();
    }
    if (chars > MAX_CHARS) {
      throw new IllegalArgumentException(
          "hints of " + chars + " characters in all, allowed are at most " + MAX_CHARS);
    }
  }

  /** Whether that can be a hint: no header is needed to carry it but one, and no quotes. */
  public static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_WORD_CHARS
        && text.charAt(0) != ' '
        && text.charAt(text.length() - 1) != ' '
        && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != ',');
  }

  /** What {@link #isWord} asks for, in words. */
  public static String rule() {
    return "1 to "
        + MAX_WORD_CHARS
        + " printable ASCII characters without comma and without space at either end";
  }

  private static String shown(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }

  /** The words with commas between them, as a header has them; empty for none. */
  public String text() {
    return String.join(",", words);
  }

  /** The payload. */
  public String encode() {
    return JsonObject.builder().put("hints", JsonArray.ofStrings(words)).build().print();
  }

  /** Reads a payload. */
  public static Hints decode(byte[] payload) throws ProtocolException {
    try {
      JsonObject told = Json.parseObject(Frame.utf8(payload));
      return new Hints(told.require("hints").asArray().stream().map(Json::asString).toList());
    } catch (JsonException | IllegalArgumentException e) {
      throw new ProtocolException("HINTS payload: " + e.getMessage());
    }
  }
}
