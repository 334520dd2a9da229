package dev.hearth.sdk.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.TestServer.Reply;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploaderTest {
  private static final int CHUNKS = 5;
  private static final int LENGTH = (CHUNKS - 1) * BlobDigest.CHUNK_BYTES + 1_234;

  @TempDir private Path folder = Path.of("");

  private final TestServer server;
  private final Client client;
  private final Counter progress = new Counter();

  UploaderTest() throws IOException {
    server = new TestServer();
    client = new Client(new Connection(server.origin(), server.origin(), "id:secret"));
  }

  private static final class Counter implements UploadProgress {
    final AtomicLong sent = new AtomicLong();
    final AtomicInteger stored = new AtomicInteger();
    final AtomicInteger retries = new AtomicInteger();
    volatile Plan plan = new Plan(0, 0, 0);

    @Override
    public void begin(Plan given) {
      plan = given;
      sent.set(0);
    }

    @Override
    public void sent(long bytes) {
      sent.addAndGet(bytes);
    }

    @Override
    public void stored(LocalBlob blob) {
      stored.incrementAndGet();
    }

    @Override
    public void retrying(String reason) {
      retries.incrementAndGet();
    }
  }

  private Path file = Path.of("");
  private LocalBlob blob =
      new LocalBlob("", file, new dev.hearth.sdk.blob.BlobTree(0, new byte[0]));

  @BeforeEach
  void makeBlob() throws IOException {
    byte[] bytes = new byte[LENGTH];
    new Random(5).nextBytes(bytes);
    file = Files.write(folder.resolve("model.bin"), bytes);
    blob = new LocalBlob("weights/model.bin", file, FileTree.of(file));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private long upload(int parallel) throws IOException, InterruptedException {
    var attempts = new Attempts(_ -> {}, progress::retrying);
    return new Uploader(client, progress, attempts, parallel).upload(List.of(blob));
  }

  @Test
  void treeOfAFileIsThatOfItsBytes() throws IOException {
    assertEquals(BlobDigest.of(file), blob.digest());
  }

  @Test
  void chunksAreSentAndTheBlobIsCompleted() throws Exception {
    var chunks = new ChunkServer(server, blob.tree());
    assertEquals(LENGTH, upload(3));
    assertTrue(chunks.stored());
    assertEquals(CHUNKS, chunks.puts());
    assertEquals(new UploadProgress.Plan(1, LENGTH, 0), progress.plan);
    assertEquals(LENGTH, progress.sent.get());
    assertEquals(1, progress.stored.get());
  }

  @Test
  void severalChunksAreUnderWayAtOnce() throws Exception {
    var together = new CountDownLatch(3);
    var chunks = new ChunkServer(server, blob.tree());
    chunks.instead =
        _ -> {
          together.countDown();
          try {
            boolean all = together.await(20, TimeUnit.SECONDS);
            return Reply.of(all ? 0 : 400, "{\"detail\":\"one by one\"}");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.of(400, "");
          }
        };
    assertEquals(LENGTH, upload(3));
  }

  @Test
  void uploadThatEndedEarlyGoesOnWhereItStood() throws Exception {
    var chunks = new ChunkServer(server, blob.tree());
    var accepted = new AtomicInteger();
    chunks.instead =
        _ -> Reply.of(accepted.incrementAndGet() > 2 ? 400 : 0, "{\"detail\":\"broken\"}");
    var failure = assertThrows(CommandFailure.class, () -> upload(1));
    assertTrue(String.valueOf(failure.getMessage()).contains("broken"), failure::toString);
    assertEquals(2, chunks.present());
    int _ = chunks.puts();

    chunks.instead = _ -> Reply.of(0, "");
    long left = LENGTH - 2L * BlobDigest.CHUNK_BYTES;
    assertEquals(left, upload(2));
    assertEquals(CHUNKS - 2, chunks.puts());
    assertEquals(new UploadProgress.Plan(1, left, 2L * BlobDigest.CHUNK_BYTES), progress.plan);
    assertTrue(chunks.stored());
  }

  @Test
  void allChunksThereButNotCompletedIsCompleted() throws Exception {
    var chunks = new ChunkServer(server, blob.tree());
    String complete = "POST /v1/blobs/" + blob.digest() + "/upload/complete";
    server.on(complete, 400, "{\"detail\":\"no\"}");
    assertThrows(CommandFailure.class, () -> upload(2));
    int _ = chunks.puts();
    var again = new ChunkServer(server, blob.tree());
    again.instead = chunks.instead;
    server.on("POST /v1/blobs/" + blob.digest() + "/upload", 200, "{\"missing\":[]}");
    server.on(complete, 201, "");
    assertEquals(0, upload(2));
    assertEquals(0, again.puts());
    assertEquals(2, server.requests(complete).size());
  }

  @Test
  void serverThatIsAwayForAMomentIsAskedAgainAndProgressStaysTrue() throws Exception {
    var chunks = new ChunkServer(server, blob.tree());
    var asked = new AtomicInteger();
    chunks.instead = _ -> Reply.of(asked.incrementAndGet() % 2 == 1 ? 503 : 0, "{}");
    assertEquals(LENGTH, upload(1));
    assertTrue(chunks.stored());
    assertEquals(CHUNKS, progress.retries.get());
    assertEquals(LENGTH, progress.sent.get());
  }

  @Test
  void chunkThatArrivedDamagedIsSentAgainAndThenGivenUp() throws Exception {
    var chunks = new ChunkServer(server, blob.tree());
    chunks.instead = _ -> Reply.of(422, "{\"error\":{\"message\":\"not chunk 0 of it\"}}");
    var failure = assertThrows(CommandFailure.class, () -> upload(1));
    assertTrue(String.valueOf(failure.getMessage()).contains("not chunk 0"), failure::toString);
    assertEquals(8, chunks.puts());
    assertFalse(chunks.stored());
  }

  @Test
  void fileThatChangedIsNotSent() throws Exception {
    var chunks = new ChunkServer(server, blob.tree());
    byte[] bytes = Files.readAllBytes(file);
    bytes[LENGTH - 1] ^= 1;
    Files.write(file, bytes);
    var failure = assertThrows(CommandFailure.class, () -> upload(1));
    assertTrue(String.valueOf(failure.getMessage()).contains("isn't what it was"));
    assertEquals(CHUNKS - 1, chunks.present());
    Files.write(file, new byte[10]);
    assertThrows(CommandFailure.class, () -> upload(1));
  }

  @Test
  void uploadThatTheServerGaveUpIsASentence() throws Exception {
    var chunks = new ChunkServer(server, blob.tree());
    chunks.instead = _ -> Reply.of(404, "{}");
    var failure = assertThrows(CommandFailure.class, () -> upload(1));
    assertTrue(String.valueOf(failure.getMessage()).contains("deploy again"), failure::toString);
  }

  @Test
  void emptyBlobIsPutWhole() throws Exception {
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    blob = new LocalBlob("weights/empty", empty, FileTree.of(empty));
    server.on("PUT /v1/blobs/" + blob.digest(), 201, "");
    assertEquals(0, upload(1));
    assertEquals(1, server.requests("PUT /v1/blobs/" + blob.digest()).size());
  }
}
