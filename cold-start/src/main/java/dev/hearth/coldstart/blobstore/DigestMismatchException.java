package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.Serial;

/** Content that isn't what its digest says. */
public final class DigestMismatchException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  DigestMismatchException(BlobDigest expected, BlobDigest actual) {
    super("content has digest " + actual + ", not " + expected);
  }

  DigestMismatchException(BlobDigest blob, int chunk) {
    super("these bytes aren't chunk " + chunk + " of blob " + blob);
  }
}
