package dev.hearth.marketplace.blob;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.S3BlobStore;
import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.sdk.blob.BlobDigest;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A marketplace whose blobs are in a real S3. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
@TestProfile(BlobsInS3Test.InS3.class)
final class BlobsInS3Test {
  /** The installation with a bucket. */
  public static final class InS3 implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(S3Blobs.class));
    }
  }

  private final BlobStore store;

  @Inject
  BlobsInS3Test(BlobStore store) {
    this.store = store;
  }

  @Test
  void functionIsDeployedIntoTheBucket() throws IOException {
    assertInstanceOf(S3BlobStore.class, ClientProxy.unwrap(store));
    var function = new TestFunction("in-s3", "in s3");
    missing(function.digest()).body("missing", contains(function.digest().hex()));
    function.deploy(TestKey.HEARTH);
    missing(function.digest()).body("missing", empty());
    assertEquals(function.digest(), store.tree(function.digest()).digest());
  }

  @Test
  void largeBlobGoesUpInParts() throws IOException {
    byte[] bytes = new byte[TestInstallation.MAX_BLOB_BYTES];
    new Random(1).nextBytes(bytes);
    BlobDigest digest = BlobDigest.of(bytes);
    put(digest, bytes).statusCode(201);
    assertEquals(bytes.length, store.tree(digest).totalBytes());
  }

  @Test
  void blobThatComesInChunksIsStoredInTheBucket() throws IOException {
    var blob = ChunkedBlob.random(TestKey.HEARTH, 2 * BlobDigest.CHUNK_BYTES + 5, 2);
    blob.begin().statusCode(200);
    for (int index : new int[] {2, 0, 1}) {
      blob.put(index).statusCode(204);
    }
    blob.complete().statusCode(201);
    assertEquals(blob.digest(), store.tree(blob.digest()).digest());
    blob.begin().body("stored", org.hamcrest.Matchers.is(true));
  }

  @Test
  void wrongAndTooLongBlobsAreRefusedAndNotStored() throws IOException {
    BlobDigest digest = BlobDigest.of(new byte[] {1});
    put(digest, new byte[] {2}).statusCode(422);
    put(digest, new byte[TestInstallation.MAX_BLOB_BYTES + 1]).statusCode(413);
    assertFalse(store.contains(digest));
  }

  private static io.restassured.response.ValidatableResponse put(BlobDigest digest, byte[] bytes) {
    return given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/octet-stream")
        .body(bytes)
        .put("/v1/blobs/" + digest.hex())
        .then();
  }

  private static io.restassured.response.ValidatableResponse missing(BlobDigest digest) {
    return given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/json")
        .body("{\"digests\":[\"" + digest.hex() + "\"]}")
        .post("/v1/blobs/missing")
        .then()
        .statusCode(200);
  }
}
