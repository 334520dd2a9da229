package dev.hearth.coldstart.cache;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Hashes files, every chunk on its own, on all cores. */
final class Verification {
  /** Read and hashed while it is in a core's own cache. */
  private static final int PIECE_BYTES = 128 << 10;

  private static final int LEAF_BYTES = 32;

  private Verification() {}

  /** The digest of a file. */
  static BlobDigest digest(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      int chunks = BlobTree.chunks(bytes);
      byte[] leaves = new byte[chunks * LEAF_BYTES];
      Chunks.forEach(
          chunks,
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon(true).name("blob-verify-", 0).factory(),
          chunk -> {
            long from = BlobTree.chunkStart(chunk);
            int length = (int) Math.min(BlobDigest.CHUNK_BYTES, bytes - from);
            byte[] leaf = leaf(channel, from, length);
            System.arraycopy(leaf, 0, leaves, chunk * LEAF_BYTES, LEAF_BYTES);
          });
      return new BlobTree(bytes, leaves).digest();
    }
  }

  /** Whether a file has that chunk of a blob in its place. */
  static boolean holds(FileChannel file, BlobTree tree, int chunk) throws IOException {
    long from = BlobTree.chunkStart(chunk);
    int length = tree.chunkBytes(chunk);
    return file.size() >= from + length && tree.hasLeaf(chunk, leaf(file, from, length));
  }

  private static byte[] leaf(FileChannel file, long from, int length) throws IOException {
    MessageDigest leaf = BlobTree.beginLeaf();
    byte[] piece = new byte[Math.min(PIECE_BYTES, length)];
    int done = 0;
    while (done < length) {
      ByteBuffer into = ByteBuffer.wrap(piece, 0, Math.min(piece.length, length - done));
      int read = file.read(into, from + done);
      if (read < 0) {
        throw new EOFException("a file became shorter while it was verified");
      }
      leaf.update(piece, 0, read);
      done += read;
    }
    return leaf.digest();
  }
}
