package dev.hearth.runtime.media;

import dev.hearth.sdk.media.ContentTypes;
import java.nio.file.Path;

/**
 * A stored file.
 *
 * @param path where it lies
 * @param fileName plain name for people
 */
public record MediaFile(Path path, String contentType, String fileName, long bytes) {
  /** Whether a browser may show it instead of saving it. */
  public boolean inline() {
    return ContentTypes.inline(contentType);
  }
}
