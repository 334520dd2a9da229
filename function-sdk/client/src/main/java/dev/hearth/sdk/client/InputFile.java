package dev.hearth.sdk.client;

import java.net.URI;
import java.nio.file.Path;

/**
 * A file for a function to read. In an input it stands for its URL: a local one is uploaded before
 * the call. A plain {@link Path} or {@link URI} does the same.
 *
 * <pre>{@code
 * record Drawing(InputFile imageUrl, int scale) {}
 * upscale.run(new Drawing(InputFile.of(png, "image/png", "drawing.png"), 2));
 * }</pre>
 */
public sealed interface InputFile permits FileOnDisk, FileInMemory, FileElsewhere {
  /** A file on this machine; its media type follows from its name. */
  static InputFile of(Path path) {
    return new FileOnDisk(path, MediaTypes.of(path));
  }

  /** A file on this machine. */
  static InputFile of(Path path, String contentType) {
    return new FileOnDisk(path, contentType);
  }

  /** Bytes in memory. */
  static InputFile of(byte[] bytes, String contentType, String fileName) {
    return new FileInMemory(bytes.clone(), contentType, fileName);
  }

  /** A file that has a URL already. */
  static InputFile at(URI url) {
    return new FileElsewhere(url);
  }
}
