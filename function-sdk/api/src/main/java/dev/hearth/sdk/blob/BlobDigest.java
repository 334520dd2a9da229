package dev.hearth.sdk.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The name of a blob: a SHA-256 tree over chunks of 8 MiB, so that verifying is parallel, resumable
 * and possible by range.
 *
 * <pre>
 * leaf(i) = SHA-256(0x00 ‖ chunk i)
 * digest  = SHA-256(0x01 ‖ length as 8 bytes, big-endian ‖ leaf(0) ‖ … ‖ leaf(n-1))
 * </pre>
 *
 * <p>The leading byte separates leaves from the root, as in RFC 6962 §2.1. An empty blob has no
 * leaf.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="blob"}
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record BlobDigest(String hex) implements Comparable<BlobDigest> {
  /** Bytes of every chunk but the last. */
  public static final int CHUNK_BYTES = 8 << 20;

  public BlobDigest {
    if (hex.length() != 64 || !hex.chars().allMatch(BlobDigest::isLowerHex)) {
      throw new IllegalArgumentException("a blob digest has 64 lower-case hexadecimal digits");
    }
  }

  /** The digest of bytes in memory. */
  public static BlobDigest of(byte[] bytes) {
    var hasher = new BlobHasher();
    hasher.update(ByteBuffer.wrap(bytes));
    return hasher.finish();
  }

  /** The digest of a file, read once. */
  public static BlobDigest of(Path file) throws IOException {
    var hasher = new BlobHasher();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hasher.update(ByteBuffer.wrap(buffer, 0, read));
      }
    }
    return hasher.finish();
  }

  static BlobDigest ofRaw(byte[] sha256) {
    return new BlobDigest(HexFormat.of().formatHex(sha256));
  }

  @Override
  public int compareTo(BlobDigest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
