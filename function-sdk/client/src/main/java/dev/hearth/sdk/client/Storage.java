package dev.hearth.sdk.client;

import dev.hearth.sdk.media.Media;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Files of the installation: uploads for inputs, downloads of outputs. Files within an input are
 * uploaded without it. Thread-safe.
 *
 * <pre>{@code
 * URI picture = client.storage().upload(Path.of("cat.png"));
 * client.storage().download(result.output().image(), Path.of("out"));
 * }</pre>
 */
public final class Storage {
  private static final Duration ANSWER = Duration.ofMinutes(10);
  private static final String WHAT = "downloading";

  private final Transport transport;
  private final Uploads uploads;

  Storage(Transport transport) {
    this.transport = transport;
    this.uploads = new Uploads(transport);
  }

  /** Uploads a file and gives the URL under which functions find it. */
  public URI upload(Path file) {
    return upload(InputFile.of(file));
  }

  /** Uploads a file and gives the URL under which functions find it. */
  public URI upload(InputFile file) {
    return upload(file, (_, _) -> {});
  }

  /** Uploads a file, telling how far it is, and gives its URL. */
  public URI upload(InputFile file, UploadListener listener) {
    return uploads.upload(file, listener, Deadline.never());
  }

  URI upload(InputFile file, Deadline deadline) {
    return uploads.upload(file, (_, _) -> {}, deadline);
  }

  /**
   * Saves a file of an output; nothing is left of one that breaks off.
   *
   * @param target a file, which is overwritten, or a folder, in which the media's own name is used
   * @return the file
   */
  public Path download(Media media, Path target) {
    Path file = Files.isDirectory(target) ? target.resolve(plain(media.fileName())) : target;
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path part = Files.createTempFile(folder, "download", ".part");
      try (InputStream content = open(media)) {
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
        return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(media.url() + " can't be saved as " + file, e);
    }
  }

  /** Opens a file of an output; the caller closes the stream. The key isn't sent. */
  public InputStream open(Media media) {
    URI url = URI.create(media.url());
    var request = HttpRequest.newBuilder(url).timeout(ANSWER).build();
    Deadline deadline = Deadline.never();
    var response = transport.once(request, BodyHandlers.ofInputStream(), WHAT, deadline);
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      String text = new String(body.readNBytes(1 << 12), StandardCharsets.UTF_8);
      throw Transport.refused(
          WHAT + " " + url, new Answer(response.statusCode(), response.headers(), text));
    } catch (IOException e) {
      throw new ConnectionException(url, e);
    }
  }

  /** The name without anything that could lead out of the folder: a function chose it. */
  private static String plain(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.isEmpty() || plain.startsWith(".") ? "file" + plain : plain;
  }
}
