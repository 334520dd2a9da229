package dev.hearth.sdk.manifest;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.regex.Pattern;

/**
 * One file of a function version.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="manifest"}
 *
 * @param path relative path of 1 to 9 segments of letters, digits, {@code . _ + -}, which begin
 *     with neither a dot nor a plus
 * @param digest of the content
 * @param bytes length of the content
 */
public record ManifestFile(String path, BlobDigest digest, long bytes) {
  private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._+-]{0,127}";
  private static final Pattern PATH = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,8}");

  /** What a file is for; given by its top folder. */
  public enum Role {
    /** A jar on the class path. */
    LIBRARY,
    /** Weights of a model. */
    WEIGHTS,
    /** A shared library. */
    NATIVE,
    /** Any other file, of a function that is a program of its own. */
    PROGRAM
  }

  public ManifestFile {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "\"" + path + "\" is not a relative path of 1 to 9 plain file names");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("file \"" + path + "\" has " + bytes + " bytes");
    }
  }

  /** What the file is for. */
  public Role role() {
    return switch (path.substring(0, path.indexOf('/') + 1)) {
      case "lib/" -> Role.LIBRARY;
      case "weights/" -> Role.WEIGHTS;
      case "native/" -> Role.NATIVE;
      default -> Role.PROGRAM;
    };
  }

  static ManifestFile fromJson(Json json) {
    JsonObject object = json.asObject();
    return new ManifestFile(
        object.string("path"), new BlobDigest(object.string("digest")), object.integer("bytes"));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("path", path)
        .put("digest", digest.hex())
        .put("bytes", bytes)
        .build();
  }
}
