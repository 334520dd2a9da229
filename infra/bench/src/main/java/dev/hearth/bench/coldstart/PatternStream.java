package dev.hearth.bench.coldstart;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** As many bytes as wanted, no two blocks alike, made as fast as they are read. */
final class PatternStream extends InputStream {
  private static final int BLOCK_BYTES = 1 << 18;

  private final byte[] block = new byte[BLOCK_BYTES];
  private final long bytes;
  private long done;

  PatternStream(long bytes) {
    this.bytes = bytes;
    new SplittableRandom(bytes).nextBytes(block);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (done == bytes) {
      return -1;
    }
    int at = (int) (done % BLOCK_BYTES);
    if (at == 0) {
      ByteBuffer.wrap(block).putLong(done);
    }
    int read = (int) Math.min(Math.min(length, BLOCK_BYTES - at), bytes - done);
    System.arraycopy(block, at, into, offset, read);
    done += read;
    return read;
  }

  /** The digest of all that is left. */
  BlobDigest digest() throws IOException {
    var hasher = new BlobHasher();
    byte[] buffer = new byte[BLOCK_BYTES];
    for (int read = read(buffer); read >= 0; read = read(buffer)) {
      hasher.update(ByteBuffer.wrap(buffer, 0, read));
    }
    return hasher.finish();
  }
}
