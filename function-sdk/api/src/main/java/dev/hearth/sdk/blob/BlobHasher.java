package dev.hearth.sdk.blob;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Computes a {@link BlobDigest} of bytes that arrive in order. For one thread and one blob.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="blob"}
 */
public final class BlobHasher {
  private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
  private MessageDigest leaf = BlobTree.beginLeaf();
  private int chunkBytes;
  private long totalBytes;

  /** Takes all remaining bytes of the buffer. */
  public void update(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int taken = Math.min(bytes.remaining(), BlobDigest.CHUNK_BYTES - chunkBytes);
      leaf.update(bytes.slice(bytes.position(), taken));
      bytes.position(bytes.position() + taken);
      chunkBytes += taken;
      totalBytes += taken;
      if (chunkBytes == BlobDigest.CHUNK_BYTES) {
        endChunk();
      }
    }
  }

  /** Bytes taken so far. */
  public long totalBytes() {
    return totalBytes;
  }

  /** The digest of all bytes; the hasher can't be used afterwards. */
  public BlobDigest finish() {
    return tree().digest();
  }

  /** The tree of all bytes; the hasher can't be used afterwards. */
  public BlobTree tree() {
    if (chunkBytes > 0) {
      endChunk();
    }
    return new BlobTree(totalBytes, leaves.toByteArray());
  }

  private void endChunk() {
    leaves.writeBytes(leaf.digest());
    leaf = BlobTree.beginLeaf();
    chunkBytes = 0;
  }
}
