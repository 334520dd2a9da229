package dev.hearth.sdk.blob;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes a {@link BlobDigest} of bytes that arrive in order. For one thread and one blob. */
public final class BlobHasher {
  private static final byte LEAF = 0;
  private static final byte ROOT = 1;

  private final MessageDigest leaf = sha256();
  private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
  private int chunkBytes;
  private long totalBytes;

  /** Takes all remaining bytes of the buffer. */
  public void update(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (chunkBytes == 0) {
        leaf.update(LEAF);
      }
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
    if (chunkBytes > 0) {
      endChunk();
    }
    MessageDigest root = sha256();
    root.update(ROOT);
    root.update(ByteBuffer.allocate(Long.BYTES).putLong(totalBytes).flip());
    return BlobDigest.ofRaw(root.digest(leaves.toByteArray()));
  }

  private void endChunk() {
    leaves.writeBytes(leaf.digest());
    chunkBytes = 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
