package dev.hearth.coldstart.blobstore;

import java.io.IOException;
import java.io.Serial;

/** Content that is longer than was allowed. */
public final class BlobTooLargeException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  BlobTooLargeException(long maxBytes) {
    super("content is longer than " + maxBytes + " bytes");
  }
}
