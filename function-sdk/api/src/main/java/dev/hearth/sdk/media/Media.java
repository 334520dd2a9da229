package dev.hearth.sdk.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a call receives or returns.
 *
 * <p>As an input the caller writes a URL, a {@code data:} URI or an uploaded file's URL; the node
 * fetches it before the function runs, so that a function only ever sees a local file. As an output
 * it is made by {@code Call.image} and its siblings and reaches the caller as fal's object of
 * {@code url}, {@code content_type}, {@code file_name} and {@code file_size}.
 *
 * {@snippet file="dev/hearth/sdk/snippets/MediaSnippet.java" region="copy"}
 */
public sealed interface Media permits Image, Video, Audio, FileRef {

  /** Where the bytes are: {@code file:} for inputs, a reference known to the node for outputs. */
  String url();

  /** The media type, e.g. {@code image/png}; for inputs as sniffed or told by the sender. */
  String contentType();

  /** A plain file name without folders, for people. */
  String fileName();

  /** Length in bytes. */
  long fileSize();

  /** The local file of an input. */
  default Path path() {
    return Path.of(URI.create(url()));
  }

  /** Opens an input's bytes; the caller closes the stream. */
  default InputStream open() throws IOException {
    return Files.newInputStream(path());
  }
}
