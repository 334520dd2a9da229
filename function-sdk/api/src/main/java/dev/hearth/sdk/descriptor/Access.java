package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a worker may know and reach beyond its own files.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="wishes"}
 *
 * @param secrets names of its owner's secrets that it is given: 1 to 64 of {@code A-Z 0-9 _},
 *     beginning with a letter; at most 64
 * @param egress hosts that it may connect to, as {@code name} or {@code name:port}; the port is 443
 *     where none is said; a name that begins with {@code *.} stands for all names below; at most 64
 */
public record Access(List<String> secrets, List<String> egress) {
  /** Nothing. */
  public static final Access NONE = new Access(List.of(), List.of());

  private static final int MOST = 64;
  private static final Pattern SECRET = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?(" + LABEL + "\\.)*" + LABEL + "(:[1-9][0-9]{0,4})?");

  public Access {
    check("secret", secrets, name -> SECRET.matcher(name).matches());
    check("egress", egress, Access::isHost);
    secrets = List.copyOf(secrets);
    egress = List.copyOf(egress);
  }

  private static void check(String what, List<String> words, Predicate<String> valid) {
    if (words.size() > MOST) {
      throw new IllegalArgumentException(
          "%s stands %d times, allowed are %d".formatted(what, words.size(), MOST));
    }
    for (String word : words) {
      if (!valid.test(word)) {
        throw new IllegalArgumentException("\"" + word + "\" is no valid " + what);
      }
    }
    if (words.stream().distinct().count() < words.size()) {
      throw new IllegalArgumentException("a " + what + " stands twice: " + words);
    }
  }

  private static boolean isHost(String word) {
    if (!HOST.matcher(word).matches() || word.length() > 260) {
      return false;
    }
    int colon = word.indexOf(':');
    return colon < 0 || Integer.parseInt(word.substring(colon + 1)) <= 65_535;
  }

  static Access fromJson(JsonObject json) {
    return new Access(words(json, "secrets"), words(json, "egress"));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("secrets", JsonArray.ofStrings(secrets))
        .put("egress", JsonArray.ofStrings(egress))
        .build();
  }

  private static List<String> words(JsonObject json, String member) {
    return json.array(member).stream().map(Json::asString).toList();
  }
}
