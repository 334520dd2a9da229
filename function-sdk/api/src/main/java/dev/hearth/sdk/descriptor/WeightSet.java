package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a function says of the files below {@code weights/NAME/}.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="wishes"}
 *
 * @param name 1 to 128 of letters, digits, {@code . _ + -}, not beginning with a dot
 * @param files paths below the folder, at most 2,000; empty for any
 * @param digest of the set, in hexadecimal digits; empty where it isn't pinned
 * @param licence what people may do with them, best an SPDX identifier; at most 100 characters, may
 *     be empty
 * @param source where they come from, an http or https URL of at most 2,000 characters; may be
 *     empty
 */
public record WeightSet(
    String name, List<String> files, String digest, String licence, String source) {
  private static final int MOST_FILES = 2_000;
  private static final int LONGEST_LICENCE = 100;
  private static final int LONGEST_SOURCE = 2_000;
  private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._+-]{0,127}";
  private static final Pattern NAME = Pattern.compile(SEGMENT);
  private static final Pattern FILE = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,6}");
  private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{64})?");

  public WeightSet {
    demand(NAME.matcher(name).matches(), "\"" + name + "\" is no name of a weights' folder");
    Descriptor.requireWithin("files of weights", files.size(), 0, MOST_FILES);
    for (String file : files) {
      demand(FILE.matcher(file).matches(), "\"" + file + "\" is no path below weights/" + name);
    }
    demand(
        files.stream().distinct().count() == files.size(), "a file of " + name + " stands twice");
    demand(
        DIGEST.matcher(digest).matches(),
        "the digest of " + name + " isn't 64 hexadecimal digits in lower case");
    Descriptor.requireWithin("characters of a licence", licence.length(), 0, LONGEST_LICENCE);
    demand(
        source.isEmpty() || isUrl(source),
        "the source of " + name + " is no http or https URL of at most 2,000 characters");
    files = List.copyOf(files);
  }

  private static void demand(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Pages link it, so no other scheme may pass. */
  private static boolean isUrl(String text) {
    try {
      var url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      return text.length() <= LONGEST_SOURCE
          && (scheme.equals("https") || scheme.equals("http"))
          && url.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static WeightSet fromJson(Json json) {
    JsonObject object = json.asObject();
    return new WeightSet(
        object.string("name"),
        object.get("files").map(Json::asArray).orElse(List.of()).stream()
            .map(Json::asString)
            .toList(),
        text(object, "digest"),
        text(object, "licence"),
        text(object, "source"));
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).map(Json::asString).orElse("");
  }

  JsonObject toJson() {
    var json = JsonObject.builder().put("name", name);
    if (!files.isEmpty()) {
      json.put("files", JsonArray.ofStrings(files));
    }
    put(json, "digest", digest);
    put(json, "licence", licence);
    put(json, "source", source);
    return json.build();
  }

  private static void put(JsonObject.Builder json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }
}
