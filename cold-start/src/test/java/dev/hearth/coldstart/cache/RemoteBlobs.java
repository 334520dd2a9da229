package dev.hearth.coldstart.cache;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.coldstart.blobstore.PartialBlob;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store elsewhere, in memory, that counts and does to every read what a test wants. */
final class RemoteBlobs implements BlobStore {
  /** Called before a chunk is given; may wait, throw, or change the bytes. */
  interface OnRead {
    void at(BlobDigest digest, long from, byte[] bytes) throws IOException;
  }

  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger trees = new AtomicInteger();
  volatile OnRead onRead = (_, _, _) -> {};

  private final Map<BlobDigest, byte[]> blobs = new ConcurrentHashMap<>();

  BlobDigest add(byte[] content) {
    BlobDigest digest = BlobDigest.of(content);
    blobs.put(digest, content);
    return digest;
  }

  byte[] content(BlobDigest digest) throws IOException {
    byte[] content = blobs.get(digest);
    if (content == null) {
      throw new BlobStoreException(Fault.MISSING, "there is no blob " + digest);
    }
    return content;
  }

  @Override
  public boolean contains(BlobDigest digest) {
    return blobs.containsKey(digest);
  }

  @Override
  public long put(BlobDigest digest, InputStream content, long maxBytes) throws IOException {
    byte[] bytes = content.readAllBytes();
    blobs.put(digest, bytes);
    return bytes.length;
  }

  @Override
  public PartialBlob begin(BlobTree tree) {
    throw new UnsupportedOperationException("nothing is uploaded in chunks here");
  }

  @Override
  public String putChunk(PartialBlob blob, int index, ByteBuffer chunk) {
    throw new UnsupportedOperationException("nothing is uploaded in chunks here");
  }

  @Override
  public void complete(PartialBlob blob, List<String> receipts) {
    throw new UnsupportedOperationException("nothing is uploaded in chunks here");
  }

  @Override
  public void abandon(PartialBlob blob) {}

  @Override
  public void delete(BlobDigest digest) {
    throw new UnsupportedOperationException("nothing is deleted here");
  }

  @Override
  public BlobTree tree(BlobDigest digest) throws IOException {
    trees.incrementAndGet();
    var hasher = new BlobHasher();
    hasher.update(ByteBuffer.wrap(content(digest)));
    return hasher.tree();
  }

  @Override
  public void read(BlobDigest digest, long from, byte[] into, int bytes) throws IOException {
    reads.incrementAndGet();
    System.arraycopy(content(digest), (int) from, into, 0, bytes);
    onRead.at(digest, from, into);
  }

  @Override
  public Optional<Path> file(BlobDigest digest) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
