package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server-sent events of a request's status. Lines are asked for one by one, so that a listener
 * that takes its time holds the server back and not the memory of this program. For one thread.
 */
final class StatusStream implements AutoCloseable {
  /** The server sends a comment every ten seconds. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private static final String END = "\n";

  private final Lines lines = new Lines();
  private final CompletableFuture<HttpResponse<Void>> response;
  private final Deadline deadline;

  StatusStream(Transport transport, ApiRequest request) {
    this.deadline = request.deadline();
    HttpRequest http =
        transport.http(request).setHeader("Accept", "application/json, text/event-stream").build();
    this.response = transport.http().sendAsync(http, this::read);
    // After a success lines may still wait for being asked for; they end by themselves.
    var _ =
        response.exceptionally(
            _ -> {
              lines.end();
              return null;
            });
  }

  private BodySubscriber<Void> read(ResponseInfo info) {
    boolean events =
        info.statusCode() == 200
            && info.headers()
                .firstValue("content-type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
    if (events) {
      return BodySubscribers.fromLineSubscriber(lines);
    }
    lines.end();
    return BodySubscribers.discarding();
  }

  /** The next status; none if the stream ends, breaks, or falls silent. */
  Optional<RequestStatus> next() {
    var data = new StringBuilder();
    for (String line = line(); line != null; line = line()) {
      if (line.startsWith("data:")) {
        data.append(line, "data:".length(), line.length()).append('\n');
      } else if (line.isEmpty() && !data.isEmpty()) {
        return status(data.toString());
      }
    }
    return Optional.empty();
  }

  private static Optional<RequestStatus> status(String event) {
    try {
      return Optional.of(RequestStatus.of(Json.parse(event)));
    } catch (JsonException e) {
      // Whoever asks for the status next gets told what is wrong with it.
      return Optional.empty();
    }
  }

  private @Nullable String line() {
    try {
      long millis = deadline.atMost(LONGEST_SILENCE).toMillis();
      String line = lines.queue.poll(millis, TimeUnit.MILLISECONDS);
      if (line == null || line.equals(END)) {
        return null;
      }
      lines.more();
      return line;
    } catch (InterruptedException e) {
      throw CallInterruptedException.restoring("interrupted while waiting for a call", e);
    }
  }

  @Override
  public void close() {
    response.cancel(true);
  }

  /** At most one line waits, and the end. */
  private static final class Lines implements Subscriber<String> {
    final BlockingQueue<String> queue = new ArrayBlockingQueue<>(2);
    private volatile @Nullable Subscription subscription;

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      subscription.request(1);
    }

    void more() {
      Subscription from = subscription;
      if (from != null) {
        from.request(1);
      }
    }

    @Override
    public void onNext(String line) {
      var _ = queue.offer(line);
    }

    @Override
    public void onError(Throwable failure) {
      end();
    }

    @Override
    public void onComplete() {
      end();
    }

    void end() {
      var _ = queue.offer(END);
    }
  }
}
