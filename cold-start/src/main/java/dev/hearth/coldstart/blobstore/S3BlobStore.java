package dev.hearth.coldstart.blobstore;

import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Blobs as objects {@code blob/DIGEST} of an S3 bucket. Beside each lies its tree, {@code
 * tree/DIGEST}, so that a reader can verify every range by itself; it is written first, so a blob
 * that is there has one.
 *
 * <p>Nothing is visible before it is whole and matches: a blob of one part is hashed before it is
 * sent, a longer one goes up in parts that only become an object once the digest is right.
 *
 * <p>Reads are tried once. Who reads retries ranges, and so also copes with a connection that
 * breaks in the middle of a body, which the SDK leaves to its caller. All else is retried by the
 * SDK.
 */
public final class S3BlobStore implements BlobStore {
  private static final int LEAST_PART_BYTES = BlobDigest.CHUNK_BYTES;
  private static final int MOST_PARTS = 10_000;
  private static final int QUESTIONS_AT_ONCE = 16;

  /** The tree of a blob of 1 TiB; what is longer was not written by this class. */
  private static final int MOST_TREE_BYTES = (4 << 20) + Long.BYTES;

  private final S3Settings settings;
  private final S3Clients clients;

  /** Makes no connection yet. */
  public S3BlobStore(S3Settings settings) {
    this.settings = settings;
    this.clients = S3Clients.of(settings);
  }

  @Override
  public boolean contains(BlobDigest digest) throws IOException {
    try {
      var _ =
          clients.patient().headObject(head -> head.bucket(settings.bucket()).key(blobKey(digest)));
      return true;
    } catch (RuntimeException e) {
      if (e instanceof S3Exception answer && answer.statusCode() == 404) {
        return false;
      }
      throw S3Faults.translate(e, digest, settings);
    }
  }

  @Override
  public Set<BlobDigest> present(Collection<BlobDigest> digests) throws IOException {
    List<Callable<Optional<BlobDigest>>> questions = new ArrayList<>();
    for (BlobDigest digest : digests) {
      questions.add(() -> contains(digest) ? Optional.of(digest) : Optional.empty());
    }
    try (var threads =
        Executors.newFixedThreadPool(QUESTIONS_AT_ONCE, Thread.ofVirtual().factory())) {
      var present = new HashSet<BlobDigest>();
      for (var answer : threads.invokeAll(questions)) {
        answer.get().ifPresent(present::add);
      }
      return present;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking for blobs");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  @Override
  public long put(BlobDigest digest, InputStream content, long maxBytes) throws IOException {
    var body = new HashedContent(content, maxBytes);
    byte[][] buffers = new byte[2][partBytes(maxBytes)];
    int bytes = body.read(buffers[0]);
    if (bytes < buffers[0].length) {
      putTree(body.verify(digest));
      ByteBuffer whole = ByteBuffer.wrap(buffers[0], 0, bytes);
      putObject(digest, blobKey(digest), RequestBody.fromByteBuffer(whole));
      return bytes;
    }
    try (var upload = new MultipartUpload(parts(digest))) {
      for (int part = 0; bytes > 0; part++) {
        upload.send(buffers[part % 2], bytes); // from here on, the other one is free
        bytes = body.read(buffers[(part + 1) % 2]);
      }
      BlobTree tree = body.verify(digest);
      putTree(tree);
      upload.complete();
      return tree.totalBytes();
    }
  }

  private S3Parts parts(BlobDigest digest) {
    return new S3Parts(clients.patient(), settings, digest, blobKey(digest));
  }

  @Override
  public PartialBlob begin(BlobTree tree) throws IOException {
    if (tree.chunkCount() > MOST_PARTS) {
      throw new BlobTooLargeException((long) MOST_PARTS * BlobDigest.CHUNK_BYTES);
    }
    return new PartialBlob(tree, parts(tree.digest()).create());
  }

  @Override
  public String putChunk(PartialBlob blob, int index, ByteBuffer chunk) throws IOException {
    blob.verify(index, chunk);
    return parts(blob.digest()).send(blob.id(), index, chunk);
  }

  @Override
  public void complete(PartialBlob blob, List<String> receipts) throws IOException {
    if (receipts.size() != blob.tree().chunkCount()) {
      throw new IllegalStateException(
          receipts.size() + " chunks aren't the whole of " + blob.digest());
    }
    putTree(blob.tree());
    parts(blob.digest()).complete(blob.id(), receipts);
  }

  @Override
  public void abandon(PartialBlob blob) throws IOException {
    try {
      parts(blob.digest()).abort(blob.id());
    } catch (BlobStoreException e) {
      if (e.fault() != Fault.MISSING) {
        throw e;
      }
    }
  }

  /** The tree last, as a blob that is there has one. */
  @Override
  public void delete(BlobDigest digest) throws IOException {
    try {
      for (String key : List.of(blobKey(digest), treeKey(digest))) {
        var _ = clients.patient().deleteObject(delete -> delete.bucket(settings.bucket()).key(key));
      }
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  private static int partBytes(long maxBytes) {
    return Math.clamp(Math.ceilDiv(maxBytes, MOST_PARTS), LEAST_PART_BYTES, 1 << 30);
  }

  private void putTree(BlobTree tree) throws IOException {
    putObject(tree.digest(), treeKey(tree.digest()), RequestBody.fromBytes(tree.encode()));
  }

  private void putObject(BlobDigest digest, String key, RequestBody body) throws IOException {
    try {
      var _ = clients.patient().putObject(put -> put.bucket(settings.bucket()).key(key), body);
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  @Override
  public BlobTree tree(BlobDigest digest) throws IOException {
    byte[] encoded;
    var get = get(treeKey(digest)).build();
    try (ResponseInputStream<GetObjectResponse> body = clients.once().getObject(get)) {
      encoded = wholeOrAbort(body, () -> body.readNBytes(MOST_TREE_BYTES));
    } catch (RuntimeException | IOException e) {
      throw S3Faults.translate(e, digest, settings);
    }
    try {
      BlobTree tree = BlobTree.parse(encoded);
      if (tree.digest().equals(digest)) {
        return tree;
      }
    } catch (IllegalArgumentException e) {
      throw new BlobStoreException(Fault.CORRUPT, "what S3 gives as tree of " + digest, e);
    }
    throw new BlobStoreException(Fault.CORRUPT, "S3 gives another blob's tree for " + digest);
  }

  @Override
  public void read(BlobDigest digest, long from, byte[] into, int bytes) throws IOException {
    var get = get(blobKey(digest)).range("bytes=" + from + "-" + (from + bytes - 1)).build();
    try (ResponseInputStream<GetObjectResponse> body = clients.once().getObject(get)) {
      int read = wholeOrAbort(body, () -> body.readNBytes(into, 0, bytes));
      if (read < bytes) {
        throw BlobStoreException.tooShort(digest, bytes - read);
      }
    } catch (RuntimeException | IOException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  /** What is left of a body that failed must not be read, as closing it would. */
  private static <T> T wholeOrAbort(ResponseInputStream<?> body, Reading<T> reading)
      throws IOException {
    try {
      return reading.read();
    } catch (IOException | RuntimeException e) {
      body.abort();
      throw e;
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private GetObjectRequest.Builder get(String key) {
    return GetObjectRequest.builder().bucket(settings.bucket()).key(key);
  }

  @Override
  public Optional<Path> file(BlobDigest digest) {
    return Optional.empty();
  }

  /** A URL under which whoever has it can read the blob for that long. Contacts nobody. */
  public URI presignedGet(BlobDigest digest, Duration validFor) {
    try (var presigner = S3Clients.presigner(settings)) {
      var get = GetObjectRequest.builder().bucket(settings.bucket()).key(blobKey(digest)).build();
      var presigned =
          presigner.presignGetObject(
              request -> request.signatureDuration(validFor).getObjectRequest(get));
      return URI.create(presigned.url().toString());
    }
  }

  private static String blobKey(BlobDigest digest) {
    return "blob/" + digest.hex();
  }

  private static String treeKey(BlobDigest digest) {
    return "tree/" + digest.hex();
  }

  @Override
  public void close() {
    clients.close();
  }
}
