package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Uploads of one object in parts. Thread-safe. */
final class S3Parts {
  private final S3Client client;
  private final S3Settings settings;
  private final BlobDigest digest;
  private final String key;

  S3Parts(S3Client client, S3Settings settings, BlobDigest digest, String key) {
    this.client = client;
    this.settings = settings;
    this.digest = digest;
    this.key = key;
  }

  /** Begins an upload and returns its id. */
  String create() throws IOException {
    try {
      return client
          .createMultipartUpload(create -> create.bucket(settings.bucket()).key(key))
          .uploadId();
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  /** Sends a part, the first has index 0, and returns its tag. */
  String send(String id, int index, ByteBuffer content) throws IOException {
    try {
      return client
          .uploadPart(
              part -> part.bucket(settings.bucket()).key(key).uploadId(id).partNumber(index + 1),
              RequestBody.fromRemainingByteBuffer(content))
          .eTag();
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  /**
   * Makes the object of its parts.
   *
   * @param tags of all parts, in order
   */
  void complete(String id, List<String> tags) throws IOException {
    List<CompletedPart> parts =
        IntStream.range(0, tags.size())
            .mapToObj(
                index ->
                    CompletedPart.builder().partNumber(index + 1).eTag(tags.get(index)).build())
            .toList();
    try {
      var _ =
          client.completeMultipartUpload(
              complete ->
                  complete
                      .bucket(settings.bucket())
                      .key(key)
                      .uploadId(id)
                      .multipartUpload(whole -> whole.parts(parts)));
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }

  /** S3 keeps parts, and charges for them, until they are aborted. */
  void abort(String id) throws IOException {
    try {
      var _ =
          client.abortMultipartUpload(
              abort -> abort.bucket(settings.bucket()).key(key).uploadId(id));
    } catch (RuntimeException e) {
      throw S3Faults.translate(e, digest, settings);
    }
  }
}
