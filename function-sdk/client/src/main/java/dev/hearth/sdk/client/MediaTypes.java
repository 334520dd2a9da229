package dev.hearth.sdk.client;

import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Locale;

/** Media types by file name; the server looks at the bytes where it matters. */
final class MediaTypes {
  private MediaTypes() {}

  static String of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "webp" -> "image/webp";
      case "avif" -> "image/avif";
      case "mp4" -> "video/mp4";
      case "webm" -> "video/webm";
      case "mp3" -> "audio/mpeg";
      case "wav" -> "audio/wav";
      case "flac" -> "audio/flac";
      case "json" -> "application/json";
      case "zip" -> "application/zip";
      default -> known(name);
    };
  }

  private static String known(String name) {
    String guessed = URLConnection.guessContentTypeFromName(name);
    return guessed == null ? "application/octet-stream" : guessed;
  }
}
