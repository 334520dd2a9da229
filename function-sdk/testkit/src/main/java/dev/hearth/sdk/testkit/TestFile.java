package dev.hearth.sdk.testkit;

import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.Video;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A file for an input. As the component of a record it is {@link #image} or one of its siblings; in
 * JSON it is its {@link #url}. Type and size are the node's to find out, as in a real call.
 *
 * <pre>{@code
 * poster.call(new PosterInput(TestFile.resource(getClass(), "cat.png").image(), 2));
 * }</pre>
 *
 * @param url a {@code file:} URL or a {@code data:} URI
 * @param bytes its length
 */
public record TestFile(String url, String name, long bytes) {
  private static final String UNKNOWN = "application/octet-stream";

  /**
   * A file on disk.
   *
   * @throws UncheckedIOException if there is none
   */
  public static TestFile of(Path file) {
    try {
      return new TestFile(
          file.toUri().toString(), String.valueOf(file.getFileName()), Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  /** A file in memory; its content tells a picture's type. */
  public static TestFile of(byte[] content) {
    return of(content, UNKNOWN);
  }

  /** A file in memory of a media type that its content doesn't tell, e.g. {@code audio/wav}. */
  public static TestFile of(byte[] content, String contentType) {
    String text = Base64.getEncoder().encodeToString(content);
    return new TestFile("data:" + contentType + ";base64," + text, "file", content.length);
  }

  /**
   * A file on the class path.
   *
   * @param name as {@link Class#getResourceAsStream} takes it
   * @throws IllegalArgumentException if there is none
   */
  public static TestFile resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource \"" + name + "\" beside " + beside);
      }
      return of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the resource " + name, e);
    }
  }

  /** As a picture. */
  public Image image() {
    return new Image(url, UNKNOWN, name, bytes, 0, 0);
  }

  /** As a video. */
  public Video video() {
    return new Video(url, UNKNOWN, name, bytes);
  }

  /** As sound. */
  public Audio audio() {
    return new Audio(url, UNKNOWN, name, bytes);
  }

  /** As a file of any other kind. */
  public FileRef file() {
    return new FileRef(url, UNKNOWN, name, bytes);
  }
}
