package dev.hearth.marketplace.blob;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.sdk.blob.BlobDigest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class UploadTest {
  private static final int CHUNK = BlobDigest.CHUNK_BYTES;

  private final BlobStore store;
  private final Uploads uploads;
  private final BlobsConfig config;
  private final Jdbi jdbi;

  @Inject
  UploadTest(BlobStore store, Uploads uploads, BlobsConfig config, Jdbi jdbi) {
    this.store = store;
    this.uploads = uploads;
    this.config = config;
    this.jdbi = jdbi;
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    rest("25 hours");
    uploads.expire();
    try (Stream<Path> files = Files.list(config.directory().orElseThrow().resolve("incoming"))) {
      assertEquals(0, files.count());
    }
    assertEquals(0, count("select count(*) from blob_upload"));
    assertEquals(0, count("select count(*) from blob_chunk"));
  }

  private long count(String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  /** All uploads were last touched that long ago. */
  private void rest(String interval) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update blob_upload set touched_at = now() - interval '" + interval + "'"));
  }

  @Test
  void uploadGoesOnWhereItStoodAndMakesTheBlob() throws IOException {
    var blob = ChunkedBlob.random(TestKey.HEARTH, 2 * CHUNK + 1_000, 11);
    blob.begin()
        .statusCode(200)
        .body("digest", equalTo(blob.digest().hex()))
        .body("bytes", equalTo(2 * CHUNK + 1_000))
        .body("chunk_bytes", equalTo(CHUNK))
        .body("chunk_count", equalTo(3))
        .body("missing", equalTo(List.of(0, 1, 2)))
        .body("stored", is(false));
    blob.put(2).statusCode(204);
    blob.put(0).statusCode(204);
    blob.begin().statusCode(200).body("missing", equalTo(List.of(1)));
    blob.complete().statusCode(409).body("error.message", containsString("the first is 1"));
    assertFalse(store.contains(blob.digest()));
    blob.put(1).statusCode(204);
    blob.put(1).statusCode(204);
    blob.complete().statusCode(201);
    blob.complete().statusCode(201);
    blob.begin().statusCode(200).body("missing", empty()).body("stored", is(true));
    byte[] read = new byte[blob.bytes().length];
    store.read(blob.digest(), 0, read, read.length);
    assertArrayEquals(blob.bytes(), read);
  }

  @Test
  void damagedChunkIsRefusedByDigestAndMayComeAgain() {
    var blob = ChunkedBlob.random(TestKey.HEARTH, CHUNK + 100, 12);
    blob.begin().statusCode(200);
    byte[] last = Arrays.copyOfRange(blob.bytes(), CHUNK, CHUNK + 100);
    last[50] ^= 1;
    blob.put("1", last)
        .statusCode(422)
        .body("error.message", containsString("chunk 1 of blob " + blob.digest()));
    blob.begin().body("missing", equalTo(List.of(0, 1)));
    blob.put(0).statusCode(204);
    blob.put(1).statusCode(204);
    blob.complete().statusCode(201);
  }

  @Test
  void anothersUploadIsUnknown() {
    var blob = ChunkedBlob.random(TestKey.HEARTH, CHUNK + 100, 13);
    blob.begin().statusCode(200);
    blob.put(0).statusCode(204);
    blob.of(TestKey.RIVAL).put(1).statusCode(404);
    blob.of(TestKey.RIVAL).complete().statusCode(404);
    blob.of(TestKey.RIVAL).begin().body("missing", equalTo(List.of(0, 1)));
    blob.put(1).statusCode(204);
    blob.complete().statusCode(201);
    // That somebody has the blob now, the other doesn't learn.
    blob.of(TestKey.RIVAL).begin().body("missing", equalTo(List.of(0, 1)));
    blob.of(TestKey.RIVAL).complete().statusCode(409);
    blob.of(TestKey.RIVAL).put(0).statusCode(204);
    blob.of(TestKey.RIVAL).put(1).statusCode(204);
    blob.of(TestKey.RIVAL).complete().statusCode(201);
  }

  @Test
  void onlyCreatorsUpload() {
    var blob = ChunkedBlob.random(TestKey.DEVELOPER, 100, 14);
    blob.begin().statusCode(403);
    blob.put(0).statusCode(403);
    blob.complete().statusCode(403);
    given()
        .contentType("application/octet-stream")
        .body(blob.tree().encode())
        .post("/v1/blobs/" + blob.digest() + "/upload")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2", "2147483648", "x", "0x0", "1.5"})
  void chunkThatTheBlobHasNotAnswers422(String index) {
    var blob = ChunkedBlob.random(TestKey.HEARTH, CHUNK + 100, 15);
    blob.begin().statusCode(200);
    blob.put(index, new byte[100]).statusCode(422);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 99, 101, CHUNK, CHUNK + 1})
  void chunkOfAnotherLengthAnswers422(int length) {
    var blob = ChunkedBlob.random(TestKey.HEARTH, CHUNK + 100, 16);
    blob.begin().statusCode(200);
    blob.put("1", new byte[length])
        .statusCode(422)
        .body("error.message", containsString("this chunk has 100 bytes"));
  }

  @Test
  void treeThatIsNoneOrAnothersAnswers422() {
    var blob = ChunkedBlob.random(TestKey.HEARTH, CHUNK + 100, 17);
    var other = ChunkedBlob.random(TestKey.HEARTH, CHUNK + 100, 18);
    byte[] negative = blob.tree().encode();
    negative[0] = -1;
    byte[] huge = blob.tree().encode();
    huge[0] = 127;
    for (byte[] body :
        List.of(
            new byte[0],
            new byte[7],
            new byte[41],
            negative,
            huge,
            Arrays.copyOf(blob.tree().encode(), 40),
            other.tree().encode())) {
      blob.begin(body).statusCode(422);
    }
    given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/octet-stream")
        .body(new byte[8])
        .post("/v1/blobs/{digest}/upload", BlobDigest.of(new byte[0]).hex())
        .then()
        .statusCode(422)
        .body("error.message", containsString("put it whole"));
    given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/octet-stream")
        .body(blob.tree().encode())
        .post("/v1/blobs/NO-DIGEST/upload")
        .then()
        .statusCode(422);
  }

  @Test
  void blobLargerThanAllowedIsRefusedAtItsBegin() {
    ChunkedBlob.random(TestKey.HEARTH, TestInstallation.MAX_BLOB_BYTES + 1, 19)
        .begin()
        .statusCode(413);
  }

  @Test
  void unfinishedUploadsAreBoundedAndRestingOnesMakeRoom() {
    var first = ChunkedBlob.random(TestKey.RIVAL, TestInstallation.MAX_BLOB_BYTES, 20);
    var second = ChunkedBlob.random(TestKey.RIVAL, TestInstallation.MAX_BLOB_BYTES, 21);
    var third = ChunkedBlob.random(TestKey.RIVAL, TestInstallation.MAX_BLOB_BYTES, 22);
    first.begin().statusCode(200);
    first.put(0).statusCode(204);
    second.begin().statusCode(200);
    third.begin().statusCode(409).body("error.message", containsString("unfinished uploads"));
    first.of(TestKey.HEARTH).begin().statusCode(200);
    rest("11 minutes");
    second.put(0).statusCode(204);
    third.begin().statusCode(200);
    first.put(1).statusCode(404);
    second.begin().body("missing", equalTo(List.of(1, 2)));
  }

  @Test
  void uploadWhoseBytesTheStoreLostBeginsAgain() throws IOException {
    var blob = ChunkedBlob.random(TestKey.HEARTH, CHUNK + 100, 23);
    blob.begin().statusCode(200);
    blob.put(0).statusCode(204);
    try (Stream<Path> files = Files.list(config.directory().orElseThrow().resolve("incoming"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    blob.put(1).statusCode(404).body("error.message", containsString("begin it again"));
    blob.begin().body("missing", equalTo(List.of(0, 1)));
    blob.put(0).statusCode(204);
    blob.put(1).statusCode(204);
    blob.complete().statusCode(201);
    assertTrue(store.contains(blob.digest()));
  }
}
