package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Blobs by digest. Thread-safe and blocking; several processes may use one store. A store doesn't
 * verify what it reads: who reads has the digest. Methods throw {@link BlobStoreException} where
 * the store doesn't do what it is asked.
 */
public interface BlobStore extends AutoCloseable {
  /** Whether the whole blob is stored. */
  boolean contains(BlobDigest digest) throws IOException;

  /** Those of the blobs that are stored. */
  default Set<BlobDigest> present(Collection<BlobDigest> digests) throws IOException {
    var present = new HashSet<BlobDigest>();
    for (BlobDigest digest : digests) {
      if (contains(digest)) {
        present.add(digest);
      }
    }
    return present;
  }

  /**
   * Stores a blob; nothing is visible before all its bytes are stored and match.
   *
   * @param maxBytes refuses longer content
   * @return its length in bytes
   * @throws DigestMismatchException if the content has another digest
   * @throws BlobTooLargeException if the content is longer than {@code maxBytes}
   */
  long put(BlobDigest digest, InputStream content, long maxBytes) throws IOException;

  /**
   * Begins to store a blob chunk by chunk, over as many connections and processes as it takes. It
   * stays invisible, and takes room, until {@link #complete} or {@link #abandon}.
   *
   * @param tree of a blob that has a chunk
   * @throws BlobTooLargeException if it has more chunks than the store takes
   */
  PartialBlob begin(BlobTree tree) throws IOException;

  /**
   * Stores one chunk. Chunks come in any order, several at once, and again.
   *
   * @return what {@link #complete} wants to hear of this chunk
   * @throws DigestMismatchException if these bytes aren't that chunk; nothing of them is kept
   */
  String putChunk(PartialBlob blob, int index, ByteBuffer chunk) throws IOException;

  /**
   * Makes the blob visible.
   *
   * @param receipts what {@link #putChunk} returned, for all chunks in order
   */
  void complete(PartialBlob blob, List<String> receipts) throws IOException;

  /** Forgets what came of a blob that won't be completed; nothing if that is forgotten already. */
  void abandon(PartialBlob blob) throws IOException;

  /** Deletes a blob; nothing if it isn't stored. Whoever reads it may fail in the middle. */
  void delete(BlobDigest digest) throws IOException;

  /** The tree of a blob, which has that digest. Reads the whole blob where none was kept. */
  BlobTree tree(BlobDigest digest) throws IOException;

  /**
   * Reads a range of a blob into the front of an array.
   *
   * @param from index of the first byte
   * @param bytes how many; a blob that ends before that is an error
   */
  void read(BlobDigest digest, long from, byte[] into, int bytes) throws IOException;

  /** The read-only local file that is the blob; empty if the store isn't on this machine. */
  Optional<Path> file(BlobDigest digest) throws IOException;

  /** Frees connections. */
  @Override
  void close();
}
