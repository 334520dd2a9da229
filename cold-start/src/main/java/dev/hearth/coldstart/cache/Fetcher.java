package dev.hearth.coldstart.cache;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Brings blobs from a remote store into files, several chunks at once. Thread-safe.
 *
 * <p>The blob's tree comes first and is checked by the digest; with it every chunk is verified as
 * it arrives, and only a good one is written. So a part that a crash left behind needs no books:
 * what is in it is hashed again, and chunks that are good stay.
 */
final class Fetcher {
  private final BlobStore store;
  private final Backoff backoff;
  private final int parallelReads;
  private final LongAdder fetchedBytes;

  /** One per read that may be under way, made when first needed. */
  private final BlockingQueue<byte[]> buffers;

  Fetcher(BlobStore store, Backoff backoff, int parallelReads, LongAdder fetchedBytes) {
    this.store = store;
    this.backoff = backoff;
    this.parallelReads = parallelReads;
    this.fetchedBytes = fetchedBytes;
    this.buffers = new ArrayBlockingQueue<>(parallelReads);
    for (int i = 0; i < parallelReads; i++) {
      buffers.add(new byte[0]);
    }
  }

  BlobTree tree(BlobDigest digest) throws IOException {
    return backoff.run(() -> store.tree(digest));
  }

  /**
   * Completes a part and syncs it.
   *
   * @return bytes that came from the store
   */
  long complete(BlobTree tree, BlobDigest digest, Path part) throws IOException {
    var fetched = new LongAdder();
    try (FileChannel file = FileChannel.open(part, CREATE, READ, WRITE)) {
      long left = file.size();
      Chunks.forEach(
          tree.chunkCount(),
          parallelReads,
          Thread.ofVirtual().name("blob-fetch-", 0).factory(),
          chunk -> {
            long end = BlobTree.chunkStart(chunk) + tree.chunkBytes(chunk);
            if (end > left || !Verification.holds(file, tree, chunk)) {
              fetch(tree, digest, chunk, file);
              fetched.add(tree.chunkBytes(chunk));
            }
          });
      file.truncate(tree.totalBytes());
      file.force(true);
    }
    return fetched.sum();
  }

  private void fetch(BlobTree tree, BlobDigest digest, int chunk, FileChannel file)
      throws IOException {
    byte[] buffer = take(tree.chunkBytes(chunk));
    try {
      boolean _ =
          backoff.run(
              () -> {
                read(tree, digest, chunk, buffer);
                return true;
              });
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, tree.chunkBytes(chunk));
      while (bytes.hasRemaining()) {
        int _ = file.write(bytes, BlobTree.chunkStart(chunk) + bytes.position());
      }
    } finally {
      buffers.add(buffer);
    }
  }

  private void read(BlobTree tree, BlobDigest digest, int chunk, byte[] buffer) throws IOException {
    int bytes = tree.chunkBytes(chunk);
    store.read(digest, BlobTree.chunkStart(chunk), buffer, bytes);
    fetchedBytes.add(bytes);
    MessageDigest leaf = BlobTree.beginLeaf();
    leaf.update(buffer, 0, bytes);
    if (!tree.hasLeaf(chunk, leaf.digest())) {
      throw new BlobStoreException(
          Fault.CORRUPT, "chunk " + chunk + " of blob " + digest + " came with other bytes");
    }
  }

  private byte[] take(int bytes) throws IOException {
    try {
      byte[] buffer = buffers.take();
      return buffer.length >= bytes ? buffer : new byte[bytes];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before a chunk was read");
    }
  }
}
