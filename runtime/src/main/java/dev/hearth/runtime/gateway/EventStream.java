package dev.hearth.runtime.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Server-sent events to one reader. Each is in the socket before the next is made, so a reader who
 * is slow costs the memory of one event; one who doesn't read at all counts as gone after a while.
 * Blocking; for one thread.
 */
final class EventStream {
  private final HttpServerResponse response;
  private final Duration patience;

  /** Sends the head of the response. */
  EventStream(
      HttpServerResponse response, Duration patience, UUID requestId, Map<String, String> headers) {
    this.response = response;
    this.patience = patience;
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    response.putHeader("cache-control", "no-store").putHeader("x-accel-buffering", "no");
    response.putHeader("x-fal-request-id", requestId.toString());
    headers.forEach(response::putHeader);
  }

  /**
   * Sends text that ends with an empty line.
   *
   * @throws IOException if the reader has gone
   */
  void send(String event) throws IOException {
    await(response.write(event));
  }

  /** Shows that the stream lives. */
  void ping() throws IOException {
    send(": ping\n\n");
  }

  /** Ends the stream as it should end. */
  void end() throws IOException {
    await(response.end());
  }

  /** Ends the stream so that every client notices: the response stays incomplete. */
  void breakOff() {
    boolean _ = response.reset();
  }

  private void await(Future<Void> written) throws IOException {
    try {
      var _ =
          written
              .toCompletionStage()
              .toCompletableFuture()
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      breakOff();
      throw new IOException("the reader took longer than " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("the reader has gone", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the runtime is stopping");
    }
  }
}
