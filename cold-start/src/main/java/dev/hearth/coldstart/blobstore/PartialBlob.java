package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * A blob on its way into a store, chunk by chunk. Its tree is known before its first chunk, so each
 * is checked by itself as it comes.
 *
 * @param tree what the blob will be
 * @param id the store's own name for what it has so far
 */
public record PartialBlob(BlobTree tree, String id) {
  /** Name of the blob once it is whole. */
  public BlobDigest digest() {
    return tree.digest();
  }

  /** Refuses bytes that aren't that chunk. */
  void verify(int index, ByteBuffer chunk) throws DigestMismatchException {
    if (index < 0 || index >= tree.chunkCount()) {
      throw new IllegalArgumentException(
          "chunk " + index + " of a blob that has " + tree.chunkCount());
    }
    MessageDigest leaf = BlobTree.beginLeaf();
    leaf.update(chunk.duplicate());
    if (!tree.hasLeaf(index, leaf.digest())) {
      throw new DigestMismatchException(digest(), index);
    }
  }
}
