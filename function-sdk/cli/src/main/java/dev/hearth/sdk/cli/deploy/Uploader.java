package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobTree;
import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends blobs, several requests at once. A blob of one chunk goes whole; a longer one chunk by
 * chunk, and only the chunks that the server hasn't: so an upload that was killed goes on where it
 * stood.
 */
final class Uploader {
  private static final String BYTES = "application/octet-stream";
  private static final int NOT_FOUND = 404;
  private static final int DAMAGED = 422;

  private final Client client;
  private final UploadProgress progress;
  private final Attempts attempts;
  private final int parallel;

  Uploader(Client client, UploadProgress progress, Attempts attempts, int parallel) {
    this.client = client;
    this.progress = progress;
    this.attempts = attempts;
    this.parallel = parallel;
  }

  /** A blob of which some chunks are to be sent. */
  private record Sending(LocalBlob blob, List<Integer> chunks, AtomicInteger left) {
    static Sending of(LocalBlob blob, List<Integer> chunks) {
      return new Sending(blob, chunks, new AtomicInteger(chunks.size()));
    }

    boolean whole() {
      return blob.tree().chunkCount() <= 1;
    }

    long bytes() {
      BlobTree tree = blob.tree();
      return tree.chunkCount() == 0 ? 0 : chunks.stream().mapToLong(tree::chunkBytes).sum();
    }
  }

  /** Sends blobs and returns how many bytes of them had to be sent. */
  long upload(Collection<LocalBlob> blobs) throws IOException, InterruptedException {
    List<Sending> sendings = new ArrayList<>();
    long all = 0;
    long bytes = 0;
    for (LocalBlob blob : blobs) {
      Sending sending = Sending.of(blob, missing(blob));
      sendings.add(sending);
      all += blob.tree().totalBytes();
      bytes += sending.bytes();
    }
    progress.begin(new UploadProgress.Plan(sendings.size(), bytes, all - bytes));
    sendAll(sendings);
    progress.end();
    return bytes;
  }

  private List<Integer> missing(LocalBlob blob) throws InterruptedException {
    if (blob.tree().chunkCount() <= 1) {
      return List.of(0);
    }
    Answer answer =
        attempts
            .send(
                0,
                () ->
                    client.send(
                        "POST",
                        upload(blob, ""),
                        BYTES,
                        BodyPublishers.ofByteArray(blob.tree().encode())))
            .orFail("beginning the upload of " + blob.path());
    JsonObject state = answer.json().asObject();
    return state.array("missing").stream()
        .map(Json::asInt)
        .filter(index -> index >= 0 && index < blob.tree().chunkCount())
        .toList();
  }

  private URI upload(LocalBlob blob, String suffix) {
    return client.console("/v1/blobs/" + blob.digest().hex() + "/upload" + suffix);
  }

  /** The first failure ends all. */
  private void sendAll(List<Sending> sendings) throws IOException, InterruptedException {
    List<Callable<LocalBlob>> tasks = tasks(sendings);
    try (var threads = Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory())) {
      var running = new ExecutorCompletionService<LocalBlob>(threads);
      tasks.forEach(running::submit);
      try {
        for (int ended = 0; ended < tasks.size(); ended++) {
          var _ = running.take().get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  private List<Callable<LocalBlob>> tasks(List<Sending> sendings) {
    List<Callable<LocalBlob>> tasks = new ArrayList<>();
    for (Sending sending : sendings) {
      for (int chunk : sending.chunks()) {
        tasks.add(() -> send(sending, chunk));
      }
      if (sending.chunks().isEmpty()) {
        tasks.add(() -> complete(sending.blob()));
      }
    }
    return tasks;
  }

  private static IOException failure(@Nullable Throwable cause) throws InterruptedException {
    return switch (cause) {
      case IOException failure -> failure;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException failure -> throw failure;
      case Error error -> throw error;
      case null, default -> new IOException(cause);
    };
  }

  private LocalBlob send(Sending sending, int index) throws IOException, InterruptedException {
    LocalBlob blob = sending.blob();
    ByteBuffer chunk = blob.chunk(index);
    URI place =
        sending.whole()
            ? client.console("/v1/blobs/" + blob.digest().hex())
            : upload(blob, "/" + index);
    Answer answer = attempts.send(DAMAGED, () -> put(place, chunk));
    if (answer.status() == NOT_FOUND) {
      throw new CommandFailure(
          "the server gave up the upload of " + blob.path() + " meanwhile; deploy again.");
    }
    var _ = answer.orFail("uploading " + blob.path());
    if (sending.whole()) {
      progress.stored(blob);
    } else if (sending.left().decrementAndGet() == 0) {
      return complete(blob);
    }
    return blob;
  }

  private LocalBlob complete(LocalBlob blob) throws InterruptedException {
    var _ =
        attempts
            .send(
                0,
                () ->
                    client.send("POST", upload(blob, "/complete"), BYTES, BodyPublishers.noBody()))
            .orFail("completing the upload of " + blob.path());
    progress.stored(blob);
    return blob;
  }

  private Answer put(URI place, ByteBuffer chunk) throws InterruptedException {
    var sent = new AtomicLong();
    boolean arrived = false;
    try {
      Answer answer = client.send("PUT", place, BYTES, body(chunk, sent));
      arrived = answer.ok();
      return answer;
    } finally {
      if (!arrived) {
        progress.sent(-sent.get());
      }
    }
  }

  private BodyPublisher body(ByteBuffer chunk, AtomicLong sent) {
    if (!chunk.hasRemaining()) {
      return BodyPublishers.noBody();
    }
    BodyPublisher stream =
        BodyPublishers.ofInputStream(
            () ->
                new ByteArrayInputStream(chunk.array(), chunk.arrayOffset(), chunk.remaining()) {
                  @Override
                  public synchronized int read(byte[] into, int offset, int length) {
                    int read = super.read(into, offset, length);
                    if (read > 0) {
                      sent.addAndGet(read);
                      progress.sent(read);
                    }
                    return read;
                  }
                });
    return BodyPublishers.fromPublisher(stream, chunk.remaining());
  }
}
