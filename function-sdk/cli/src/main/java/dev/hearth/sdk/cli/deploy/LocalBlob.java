package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A file that is, or is to become, a blob.
 *
 * @param path its path within the function
 * @param tree of what it had when it was digested
 */
public record LocalBlob(String path, Path file, BlobTree tree) {
  BlobDigest digest() {
    return tree.digest();
  }

  /** A chunk as it is now, which must be what it was; an empty blob's chunk 0 is empty. */
  ByteBuffer chunk(int index) throws IOException {
    if (tree.chunkCount() == 0) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer chunk = ByteBuffer.allocate(tree.chunkBytes(index));
    long from = BlobTree.chunkStart(index);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (chunk.hasRemaining()) {
        if (channel.read(chunk, from + chunk.position()) < 0) {
          throw changed();
        }
      }
    }
    chunk.flip();
    MessageDigest leaf = BlobTree.beginLeaf();
    leaf.update(chunk.duplicate());
    if (!tree.hasLeaf(index, leaf.digest())) {
      throw changed();
    }
    return chunk;
  }

  private CommandFailure changed() {
    return new CommandFailure(
        file + " isn't what it was when this deploy began; deploy again when nothing writes it.");
  }
}
