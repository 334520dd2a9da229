package dev.hearth.coldstart.blobstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.coldstart.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What every S3 does. */
abstract class AbstractS3BlobStoreContract extends AbstractBlobStoreContract {
  private final S3Settings settings = server().newBucket("test-" + UUID.randomUUID());

  abstract S3Server server();

  @Override
  S3BlobStore open() {
    return new S3BlobStore(settings);
  }

  final S3Settings settings() {
    return settings;
  }

  @Override
  void assertNothingUnfinished() {
    try (S3Client client = server().client()) {
      var uploads = client.listMultipartUploads(list -> list.bucket(settings.bucket()));
      assertEquals(0, uploads.uploads().size());
      var blobs = client.listObjectsV2(list -> list.bucket(settings.bucket()).prefix("blob/"));
      var trees = client.listObjectsV2(list -> list.bucket(settings.bucket()).prefix("tree/"));
      assertEquals(trees.contents().size(), blobs.contents().size());
    }
  }

  @Test
  void presignedUrlGivesTheBlobToWhoeverHasIt() throws Exception {
    long _ = store().put(DIGEST, content(), CONTENT.length);
    try (S3BlobStore store = open()) {
      var answer = get(store.presignedGet(DIGEST, Duration.ofMinutes(1)));
      assertEquals(200, answer.statusCode());
      assertArrayEquals(CONTENT, answer.body());
    }
  }

  static HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
    }
  }

  @Test
  void bucketThatIsNotThereRefuses() {
    try (var store = new S3BlobStore(server().settings("no-such-bucket"))) {
      assertFault(Fault.REFUSED, () -> store.tree(DIGEST));
      assertFault(Fault.REFUSED, () -> store.put(DIGEST, content(), CONTENT.length));
    }
  }

  @Test
  void treeOfAnotherBlobIsNotBelieved() throws IOException {
    long _ = store().put(DIGEST, content(), CONTENT.length);
    byte[] tree = store().tree(DIGEST).encode();
    tree[tree.length - 1] ^= 1;
    replaceTree(tree);
    assertFault(Fault.CORRUPT, () -> store().tree(DIGEST));
    replaceTree(new byte[3]);
    assertFault(Fault.CORRUPT, () -> store().tree(DIGEST));
  }

  private void replaceTree(byte[] tree) {
    try (S3Client client = server().client()) {
      var _ =
          client.putObject(
              put -> put.bucket(settings.bucket()).key("tree/" + DIGEST),
              RequestBody.fromBytes(tree));
    }
  }
}
