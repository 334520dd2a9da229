package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Content on its way into a store: bounded, and hashed as it passes. */
final class HashedContent {
  private final InputStream content;
  private final long maxBytes;
  private final BlobHasher hasher = new BlobHasher();

  HashedContent(InputStream content, long maxBytes) {
    this.content = content;
    this.maxBytes = maxBytes;
  }

  /**
   * Fills the buffer.
   *
   * @return how many bytes; fewer than fit mean that the content has ended
   */
  int read(byte[] buffer) throws IOException {
    int bytes = content.readNBytes(buffer, 0, buffer.length);
    if (hasher.totalBytes() + bytes > maxBytes) {
      throw new BlobTooLargeException(maxBytes);
    }
    hasher.update(ByteBuffer.wrap(buffer, 0, bytes));
    return bytes;
  }

  /**
   * The tree of all that was read.
   *
   * @throws DigestMismatchException if it has another digest
   */
  BlobTree verify(BlobDigest expected) throws DigestMismatchException {
    BlobTree tree = hasher.tree();
    if (!tree.digest().equals(expected)) {
      throw new DigestMismatchException(expected, tree.digest());
    }
    return tree;
  }
}
