package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Blobs by digest. Thread-safe; several processes may use one store. */
public interface BlobStore {
  /** Whether the whole blob is stored. */
  boolean contains(BlobDigest digest);

  /**
   * Stores a blob; nothing is visible before all its bytes are on disk and match.
   *
   * @param maxBytes refuses longer content
   * @return its length in bytes
   * @throws DigestMismatchException if the content has another digest
   * @throws BlobTooLargeException if the content is longer than {@code maxBytes}
   */
  long put(BlobDigest digest, InputStream content, long maxBytes) throws IOException;

  /**
   * The read-only local file of a blob.
   *
   * @throws java.nio.file.NoSuchFileException if the store lacks it
   */
  Path file(BlobDigest digest) throws IOException;
}
