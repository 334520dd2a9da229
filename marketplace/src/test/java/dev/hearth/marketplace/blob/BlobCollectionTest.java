package dev.hearth.marketplace.blob;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.sdk.blob.BlobDigest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nothing needs goes, what anybody needs stays, whoever comes in between. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
@Timeout(120)
final class BlobCollectionTest {
  /** Each task has a thread of its own, as one waits for the other. */
  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

  private final BlobStore store;
  private final BlobCollection collection;
  private final BlobRows rows;
  private final BlobsConfig config;
  private final Jdbi jdbi;
  private final TestFunction function = new TestFunction("collected", UUID.randomUUID().toString());

  @Inject
  BlobCollectionTest(
      BlobStore store, BlobCollection collection, BlobRows rows, BlobsConfig config, Jdbi jdbi) {
    this.store = store;
    this.collection = collection;
    this.rows = rows;
    this.config = config;
    this.jdbi = jdbi;
  }

  @BeforeEach
  void onlyTheTestsOwnAreOld() {
    jdbi.useHandle(handle -> handle.execute("update blob set touched_at = now()"));
  }

  private void age(BlobDigest digest, String interval) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update blob set touched_at = now() - interval '" + interval + "' where digest = ?",
                digest.hex()));
  }

  private long count(String table, BlobDigest digest) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from " + table + " where digest = :digest")
                .bind("digest", digest.hex())
                .mapTo(Long.class)
                .one());
  }

  private static ValidatableResponse missing(BlobDigest digest) {
    return given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/json")
        .body("{\"digests\":[\"" + digest.hex() + "\"]}")
        .post("/v1/blobs/missing")
        .then()
        .statusCode(200);
  }

  @Test
  void blobThatNoVersionNamesGoesAfterItsTime() throws IOException {
    BlobDigest digest = function.digest();
    function.upload(TestKey.HEARTH);
    function.upload(TestKey.RIVAL);
    age(digest, "6 days 23 hours");
    collection.collect();
    assertTrue(store.contains(digest));
    age(digest, "7 days 1 minute");
    collection.collect();
    assertFalse(store.contains(digest));
    assertEquals(0, count("owned_blob", digest) + count("blob", digest));
    missing(digest).body("missing", contains(digest.hex()));
    given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/json")
        .body(function.manifest().toJson().print())
        .post("/v1/functions/collected/versions")
        .then()
        .statusCode(422)
        .body("error.message", containsString("was not uploaded"));
    function.deploy(TestKey.HEARTH);
    missing(digest).body("missing", empty());
  }

  @Test
  void whatAVersionNamesStaysAlsoIfItIsNotLive() throws IOException {
    function.deploy(TestKey.HEARTH);
    var next = new TestFunction("collected", UUID.randomUUID().toString());
    next.deploy(TestKey.HEARTH);
    age(function.digest(), "300 days");
    age(next.digest(), "300 days");
    collection.collect();
    assertTrue(store.contains(function.digest()));
    assertTrue(store.contains(next.digest()));
  }

  @Test
  void whoAsksWhatIsMissingMayRelyOnTheAnswer() throws IOException {
    function.upload(TestKey.HEARTH);
    age(function.digest(), "8 days");
    missing(function.digest()).body("missing", empty());
    collection.collect();
    assertTrue(store.contains(function.digest()));
    age(function.digest(), "8 days");
    // A stranger's question, to which it is missing, keeps nothing.
    given()
        .header("Authorization", TestKey.RIVAL.header())
        .contentType("application/json")
        .body("{\"digests\":[\"" + function.digest().hex() + "\"]}")
        .post("/v1/blobs/missing")
        .then()
        .body("missing", contains(function.digest().hex()));
    collection.collect();
    assertFalse(store.contains(function.digest()));
  }

  @Test
  void uploadUnderWayIsWaitedForHoweverOld() throws IOException {
    var blob = ChunkedBlob.random(TestKey.HEARTH, BlobDigest.CHUNK_BYTES + 7, 21);
    blob.begin().statusCode(200);
    blob.put(0).statusCode(204);
    age(blob.digest(), "300 days");
    collection.collect();
    blob.put(1).statusCode(204);
    blob.complete().statusCode(201);
    collection.collect();
    assertTrue(store.contains(blob.digest()));
  }

  /** A collection that stops before it deletes bytes, until it is let go. */
  private CompletableFuture<Void> collectSlowly(CountDownLatch deleting, CountDownLatch go) {
    var paused =
        (BlobStore)
            Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(),
                new Class<?>[] {BlobStore.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("delete")) {
                    deleting.countDown();
                    go.await();
                  }
                  return method.invoke(store, arguments);
                });
    return CompletableFuture.runAsync(
        () -> {
          try {
            new BlobCollection(jdbi, paused, rows, config).collect();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        THREADS);
  }

  /** Until the other waits for the collection, or has wrongly come through. */
  private void awaitWaiting(CompletableFuture<?> other) {
    while (!other.isDone()
        && jdbi.withHandle(
                handle ->
                    handle
                        .createQuery("select count(*) from pg_locks where not granted")
                        .mapTo(Long.class)
                        .one())
            == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void uploadThatMeetsTheCollectionIsStoredAnew() throws Exception {
    function.upload(TestKey.RIVAL);
    age(function.digest(), "8 days");
    var deleting = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    CompletableFuture<Void> collecting = collectSlowly(deleting, go);
    deleting.await();
    CompletableFuture<Void> upload =
        CompletableFuture.runAsync(() -> function.upload(TestKey.HEARTH), THREADS);
    awaitWaiting(upload);
    assertFalse(upload.isDone(), "it comes in between");
    go.countDown();
    collecting.join();
    upload.join();
    assertTrue(store.contains(function.digest()));
    missing(function.digest()).body("missing", empty());
    assertEquals(1, count("owned_blob", function.digest()), "the rival's went with the bytes");
  }

  @Test
  void uploadInChunksThatMeetsTheCollectionIsStoredAnew() throws Exception {
    var blob = ChunkedBlob.random(TestKey.HEARTH, BlobDigest.CHUNK_BYTES + 9, 22);
    blob.begin();
    blob.put(0);
    blob.put(1);
    blob.complete().statusCode(201);
    age(blob.digest(), "8 days");
    var deleting = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    CompletableFuture<Void> collecting = collectSlowly(deleting, go);
    deleting.await();
    ChunkedBlob rivals = blob.of(TestKey.RIVAL);
    CompletableFuture<?> upload = CompletableFuture.supplyAsync(rivals::begin, THREADS);
    awaitWaiting(upload);
    go.countDown();
    collecting.join();
    upload.join();
    rivals.put(0).statusCode(204);
    rivals.put(1).statusCode(204);
    rivals.complete().statusCode(201);
    assertTrue(store.contains(blob.digest()));
  }

  @Test
  void questionThatMeetsTheCollectionHearsThatItIsMissing() throws Exception {
    function.upload(TestKey.HEARTH);
    age(function.digest(), "8 days");
    var deleting = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    CompletableFuture<Void> collecting = collectSlowly(deleting, go);
    deleting.await();
    CompletableFuture<ValidatableResponse> question =
        CompletableFuture.supplyAsync(() -> missing(function.digest()), THREADS);
    awaitWaiting(question);
    go.countDown();
    collecting.join();
    question.join().body("missing", contains(function.digest().hex()));
  }

  @Test
  void collectionsAtOnceDontMeet() throws Exception {
    function.upload(TestKey.HEARTH);
    age(function.digest(), "8 days");
    var deleting = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    CompletableFuture<Void> collecting = collectSlowly(deleting, go);
    deleting.await();
    collection.collect(); // leaves to the other what it holds
    assertTrue(store.contains(function.digest()));
    go.countDown();
    collecting.join();
    assertFalse(store.contains(function.digest()));
  }

  @Test
  void noVersionCanNameABlobThatIsGone() {
    function.deploy(TestKey.HEARTH);
    assertThrows(
        UnableToExecuteStatementException.class,
        () ->
            jdbi.useHandle(
                handle ->
                    handle.execute(
                        "update version_blob set digest = repeat('0', 64) where digest = ?",
                        function.digest().hex())));
  }
}
