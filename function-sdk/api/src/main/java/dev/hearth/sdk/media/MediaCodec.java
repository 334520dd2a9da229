package dev.hearth.sdk.media;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;

/**
 * Media as JSON, the way fal writes them. Generated codecs call this; creators don't need it.
 *
 * <p>The object has {@code url}, {@code content_type}, {@code file_name}, {@code file_size} and,
 * for pictures, {@code width} and {@code height}.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="media-codec"}
 */
public final class MediaCodec {
  private MediaCodec() {}

  /** Reads a picture that the node has fetched. */
  public static Image image(Json json) {
    JsonObject object = json.asObject();
    return new Image(
        object.string("url"),
        contentType(object),
        fileName(object),
        fileSize(object),
        object.get("width").map(Json::asInt).orElse(0),
        object.get("height").map(Json::asInt).orElse(0));
  }

  /** Reads a video that the node has fetched. */
  public static Video video(Json json) {
    JsonObject object = json.asObject();
    return new Video(object.string("url"), contentType(object), fileName(object), fileSize(object));
  }

  /** Reads a sound that the node has fetched. */
  public static Audio audio(Json json) {
    JsonObject object = json.asObject();
    return new Audio(object.string("url"), contentType(object), fileName(object), fileSize(object));
  }

  /** Reads a file that the node has fetched. */
  public static FileRef file(Json json) {
    JsonObject object = json.asObject();
    return new FileRef(
        object.string("url"), contentType(object), fileName(object), fileSize(object));
  }

  /** Writes any of them. */
  public static JsonObject encode(Media media) {
    var out =
        JsonObject.builder()
            .put("url", media.url())
            .put("content_type", media.contentType())
            .put("file_name", media.fileName())
            .put("file_size", media.fileSize());
    if (media instanceof Image image) {
      out.put("width", image.width()).put("height", image.height());
    }
    return out.build();
  }

  private static String contentType(JsonObject object) {
    return object.get("content_type").map(Json::asString).orElse("application/octet-stream");
  }

  private static String fileName(JsonObject object) {
    return object.get("file_name").map(Json::asString).orElse("file");
  }

  private static long fileSize(JsonObject object) {
    return object.get("file_size").map(Json::asLong).orElse(0L);
  }
}
