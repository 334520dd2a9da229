package dev.hearth.marketplace.console;

import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file as the page shows it.
 *
 * @param name where it stands in the JSON
 * @param kind {@code image}, {@code video}, {@code audio} or {@code file}, the last of which is
 *     only linked
 * @param url an address that {@link SafeUrl} let pass
 * @param size e.g. {@code 512 × 512}; empty when unknown
 */
record MediaView(String name, String kind, String url, String size) {
  private static final int MAX_FILES = 24;

  /** The files in an output, wherever they stand. */
  static List<MediaView> inOutput(Json output, URI apiOrigin) {
    var found = new ArrayList<MediaView>();
    collect(output, "", apiOrigin, found);
    return List.copyOf(found.subList(0, Math.min(found.size(), MAX_FILES)));
  }

  /** The media of an input, wherever they stand. */
  static List<MediaView> inInput(JsonObject input, Endpoint endpoint, URI apiOrigin) {
    var found = new ArrayList<MediaView>();
    Json _ =
        endpoint
            .media()
            .rewrite(
                input,
                (place, url) -> {
                  SafeUrl.of(url, apiOrigin)
                      .ifPresent(
                          safe ->
                              found.add(
                                  view(String.join(".", place.path()), place.kind(), safe, "")));
                  return Json.of(url);
                });
    return List.copyOf(found.subList(0, Math.min(found.size(), MAX_FILES)));
  }

  private static void collect(Json json, String name, URI apiOrigin, List<MediaView> found) {
    switch (json) {
      case JsonObject object when file(object, name, apiOrigin).isPresent() ->
          file(object, name, apiOrigin).ifPresent(found::add);
      case JsonObject(var members) ->
          members.forEach((key, value) -> collect(value, join(name, key), apiOrigin, found));
      case JsonArray(var elements) ->
          elements.forEach(element -> collect(element, name, apiOrigin, found));
      case JsonString(var text) when text.startsWith("data:image/") ->
          SafeUrl.of(text, apiOrigin).ifPresent(u -> found.add(view(name, "image", u, "")));
      default -> {}
    }
  }

  private static Optional<MediaView> file(JsonObject object, String name, URI apiOrigin) {
    return object
        .get("url")
        .flatMap(
            value -> value instanceof JsonString(var url) ? SafeUrl.of(url, apiOrigin) : none())
        .map(url -> view(name, kind(object, url.url()), url, size(object)));
  }

  private static MediaView view(String name, String kind, SafeUrl url, String size) {
    return new MediaView(name, url.embeddable() ? kind : "file", url.url(), size);
  }

  private static String kind(JsonObject file, String url) {
    String type =
        file.get("content_type")
            .map(t -> t instanceof JsonString(var text) ? text : "")
            .orElse("")
            .toLowerCase(Locale.ROOT);
    for (String kind : List.of("image", "video", "audio")) {
      if (type.startsWith(kind + "/") || url.startsWith("data:" + kind + "/")) {
        return kind;
      }
    }
    return "file";
  }

  private static String size(JsonObject file) {
    return file.get("width")
        .flatMap(width -> file.get("height").map(height -> width.print() + " × " + height.print()))
        .filter(text -> text.matches("[1-9]\\d{0,6} × [1-9]\\d{0,6}"))
        .orElse("");
  }

  private static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  public boolean isImage() {
    return kind.equals("image");
  }
}
