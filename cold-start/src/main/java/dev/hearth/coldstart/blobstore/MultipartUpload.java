package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A blob that goes up in parts: one is on its way while the next is read. Closing it aborts it,
 * unless it was completed. For one thread.
 */
final class MultipartUpload implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MultipartUpload.class.getName());

  private final S3Client client;
  private final S3Settings settings;
  private final BlobDigest digest;
  private final String key;
  private final String id;
  private final List<CompletedPart> parts = new ArrayList<>();
  private @Nullable FutureTask<CompletedPart> underWay;
  private boolean completed;

  MultipartUpload(S3Client client, S3Settings settings, BlobDigest digest, String key)
      throws IOException {
    this.client = client;
    this.settings = settings;
    this.digest = digest;
    this.key = key;
    try {
      id =
          client
              .createMultipartUpload(create -> create.bucket(settings.bucket()).key(key))
              .uploadId();
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  /** Sends a part. The buffer is in use until the next call of this object returns. */
  void send(byte[] buffer, int bytes) throws IOException {
    await();
    int number = parts.size() + 1;
    var task = new FutureTask<>(() -> upload(number, ByteBuffer.wrap(buffer, 0, bytes)));
    underWay = task;
    Thread _ = Thread.startVirtualThread(task);
  }

  private CompletedPart upload(int number, ByteBuffer content) {
    String tag =
        client
            .uploadPart(
                part -> part.bucket(settings.bucket()).key(key).uploadId(id).partNumber(number),
                RequestBody.fromByteBuffer(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void await() throws IOException {
    FutureTask<CompletedPart> task = underWay;
    if (task == null) {
      return;
    }
    try {
      parts.add(task.get());
      underWay = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while uploading " + digest);
    } catch (ExecutionException e) {
      underWay = null;
      throw S3Faults.translate(e.getCause(), digest, settings);
    }
  }

  /** Makes the object of all parts. */
  void complete() throws IOException {
    await();
    try {
      var _ =
          client.completeMultipartUpload(
              complete ->
                  complete
                      .bucket(settings.bucket())
                      .key(key)
                      .uploadId(id)
                      .multipartUpload(whole -> whole.parts(parts)));
      completed = true;
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  /** S3 keeps parts, and charges for them, until they are aborted. */
  @Override
  public void close() {
    if (completed) {
      return;
    }
    if (underWay != null) {
      underWay.cancel(true);
    }
    try {
      var _ =
          client.abortMultipartUpload(
              abort -> abort.bucket(settings.bucket()).key(key).uploadId(id));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "upload " + id + " of " + key + " isn't aborted", e);
    }
  }
}
