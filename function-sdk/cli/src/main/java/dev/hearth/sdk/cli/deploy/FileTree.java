package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.stream.IntStream;

/** Computes trees of files, many chunks at once. */
final class FileTree {
  private static final int LEAF_BYTES = 32;
  private static final int BUFFER_BYTES = 1 << 18;

  private FileTree() {}

  /** Reads the file once. */
  static BlobTree of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      byte[] leaves = new byte[BlobTree.chunks(bytes) * LEAF_BYTES];
      var shape = new BlobTree(bytes, leaves);
      IntStream.range(0, shape.chunkCount())
          .parallel()
          .forEach(
              index -> {
                byte[] leaf = leaf(channel, shape, index, file);
                System.arraycopy(leaf, 0, leaves, index * LEAF_BYTES, LEAF_BYTES);
              });
      return new BlobTree(bytes, leaves);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static byte[] leaf(FileChannel channel, BlobTree shape, int index, Path file) {
    MessageDigest leaf = BlobTree.beginLeaf();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long position = BlobTree.chunkStart(index);
    long end = position + shape.chunkBytes(index);
    try {
      while (position < end) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - position));
        int read = channel.read(buffer, position);
        if (read < 0) {
          throw new EOFException(file + " became shorter while it was read");
        }
        leaf.update(buffer.flip());
        position += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return leaf.digest();
  }
}
