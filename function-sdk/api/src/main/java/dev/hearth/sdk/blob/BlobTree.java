package dev.hearth.sdk.blob;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a {@link BlobDigest} is made from: a blob's length and the digest of each of its chunks. Who
 * has a tree of the right digest can verify every chunk by itself, in any order, as it arrives.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="blob"}
 */
public final class BlobTree {
  private static final byte LEAF = 0;
  private static final byte ROOT = 1;
  private static final int LEAF_BYTES = 32;

  private final long totalBytes;
  private final byte[] leaves;

  /**
   * A tree of leaves that were computed elsewhere.
   *
   * @param leaves the 32 bytes of each leaf, in order
   */
  public BlobTree(long totalBytes, byte[] leaves) {
    if (totalBytes < 0 || leaves.length != chunks(totalBytes) * LEAF_BYTES) {
      throw new IllegalArgumentException(
          leaves.length + " bytes of leaves don't make the tree of " + totalBytes + " bytes");
    }
    this.totalBytes = totalBytes;
    this.leaves = leaves.clone();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if these bytes are no tree
   */
  public static BlobTree parse(byte[] encoded) {
    if (encoded.length < Long.BYTES) {
      throw new IllegalArgumentException(encoded.length + " bytes are too few for a blob's tree");
    }
    return new BlobTree(
        ByteBuffer.wrap(encoded).getLong(),
        Arrays.copyOfRange(encoded, Long.BYTES, encoded.length));
  }

  /** The length as 8 bytes, big-endian, and the leaves. */
  public byte[] encode() {
    return ByteBuffer.allocate(Long.BYTES + leaves.length).putLong(totalBytes).put(leaves).array();
  }

  /** The digest of the blob that has this tree. */
  public BlobDigest digest() {
    MessageDigest root = sha256();
    root.update(ROOT);
    root.update(encode());
    return BlobDigest.ofRaw(root.digest());
  }

  /** Length of the blob. */
  public long totalBytes() {
    return totalBytes;
  }

  /** How many chunks the blob has; an empty one has none. */
  public int chunkCount() {
    return leaves.length / LEAF_BYTES;
  }

  /** Where a chunk begins. */
  public static long chunkStart(int index) {
    return (long) index * BlobDigest.CHUNK_BYTES;
  }

  /** Length of a chunk. */
  public int chunkBytes(int index) {
    return (int) Math.min(BlobDigest.CHUNK_BYTES, totalBytes - chunkStart(index));
  }

  /**
   * Whether these are the bytes of that chunk.
   *
   * @param leaf what {@link #beginLeaf} gives after it was given the chunk's bytes
   */
  public boolean hasLeaf(int index, byte[] leaf) {
    int from = index * LEAF_BYTES;
    return Arrays.equals(leaves, from, from + LEAF_BYTES, leaf, 0, leaf.length);
  }

  /** A SHA-256 for the bytes of one chunk, which already has the byte that separates leaves. */
  public static MessageDigest beginLeaf() {
    MessageDigest leaf = sha256();
    leaf.update(LEAF);
    return leaf;
  }

  /**
   * How many chunks a blob of that length has.
   *
   * @throws IllegalArgumentException if its tree would be too large for one array
   */
  public static int chunks(long totalBytes) {
    long chunks = Math.ceilDiv(totalBytes, BlobDigest.CHUNK_BYTES);
    if (chunks > Integer.MAX_VALUE / LEAF_BYTES - 1) {
      throw new IllegalArgumentException("a blob can't have " + totalBytes + " bytes");
    }
    return (int) chunks;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
