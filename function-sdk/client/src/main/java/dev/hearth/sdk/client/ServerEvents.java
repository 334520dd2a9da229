package dev.hearth.sdk.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server-sent events of one response. Lines are asked for one by one, so that a reader who
 * takes its time holds the server back and not the memory of this program. For one thread.
 */
final class ServerEvents implements AutoCloseable {
  /** The server sends a comment every ten seconds. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private static final String END = "\n";

  private final URI uri;
  private final Deadline deadline;
  private final Lines lines = new Lines();
  private final CompletableFuture<HttpHeaders> head = new CompletableFuture<>();
  private final CompletableFuture<HttpResponse<String>> response;
  private boolean over;

  /**
   * An event.
   *
   * @param name empty for one without
   * @param comment the last that stood in or before it, empty for none
   */
  record Event(String name, String id, String data, String comment) {}

  ServerEvents(HttpClient http, HttpRequest request, Deadline deadline) {
    this.uri = request.uri();
    this.deadline = deadline;
    this.response = http.sendAsync(request, this::read);
    // After a success lines may still wait for being asked for; they end by themselves.
    var _ =
        response.exceptionally(
            failure -> {
              lines.fail(failure);
              return null;
            });
  }

  private BodySubscriber<String> read(ResponseInfo info) {
    boolean events =
        info.statusCode() == 200
            && info.headers()
                .firstValue("content-type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
    if (!events) {
      lines.end();
      return BodySubscribers.ofString(StandardCharsets.UTF_8);
    }
    head.complete(info.headers());
    return BodySubscribers.mapping(BodySubscribers.fromLineSubscriber(lines), _ -> "");
  }

  URI uri() {
    return uri;
  }

  /** What came instead of events, if that is so; waits for the head of the response. */
  Optional<Answer> instead() {
    try {
      var _ = CompletableFuture.anyOf(head, response).get();
      if (head.isDone()) {
        return Optional.empty();
      }
      HttpResponse<String> other = response.get();
      return Optional.of(new Answer(other.statusCode(), other.headers(), other.body()));
    } catch (ExecutionException e) {
      throw noAnswer(e.getCause());
    } catch (InterruptedException e) {
      close();
      throw CallInterruptedException.restoring("interrupted while waiting for a call", e);
    }
  }

  private HearthException noAnswer(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      deadline.exchangeTimedOut();
    }
    return new ConnectionException(
        uri, cause instanceof IOException e ? e : new IOException("the exchange failed", cause));
  }

  /** The headers of a response with events. */
  HttpHeaders headers() {
    return head.getNow(HttpHeaders.of(Map.of(), (_, _) -> false));
  }

  /**
   * The next event that has data; empty at the end of a complete response.
   *
   * @throws IOException if the response breaks or falls silent
   */
  Optional<Event> next() throws IOException {
    var data = new StringBuilder();
    String name = "";
    String id = "";
    String comment = "";
    for (String line = line(); line != null; line = line()) {
      if (line.startsWith("data:")) {
        data.append(value(line, "data:")).append('\n');
      } else if (line.startsWith("event:")) {
        name = value(line, "event:");
      } else if (line.startsWith("id:")) {
        id = value(line, "id:");
      } else if (line.startsWith(":")) {
        comment = value(line, ":");
      } else if (line.isEmpty() && !data.isEmpty()) {
        data.setLength(data.length() - 1);
        return Optional.of(new Event(name, id, data.toString(), comment));
      } else if (line.isEmpty()) {
        name = "";
      }
    }
    return Optional.empty();
  }

  private static String value(String line, String field) {
    int begin = field.length();
    return line.substring(line.startsWith(" ", begin) ? begin + 1 : begin);
  }

  private @Nullable String line() throws IOException {
    if (over) {
      return null;
    }
    try {
      Duration longest = deadline.atMost(LONGEST_SILENCE);
      String line = lines.queue.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        deadline.exchangeTimedOut();
        throw new IOException("the stream was silent for " + longest.toSeconds() + " s");
      }
      if (line.equals(END)) {
        over = true;
        lines.throwFailure();
        return null;
      }
      lines.more(1);
      return line;
    } catch (InterruptedException e) {
      throw CallInterruptedException.restoring("interrupted while waiting for a call", e);
    }
  }

  /** Nothing more is of interest, but the response may end as it will. */
  void finish() {
    over = true;
    lines.more(Long.MAX_VALUE);
  }

  /** Hangs up, if the response hasn't ended. */
  @Override
  public void close() {
    if (!over) {
      over = true;
      response.cancel(true);
    }
  }

  /** At most one line waits, and the end. */
  private static final class Lines implements Subscriber<String> {
    final BlockingQueue<String> queue = new ArrayBlockingQueue<>(2);
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      subscription.request(1);
    }

    void more(long count) {
      Subscription from = subscription;
      if (from != null) {
        from.request(count);
      }
    }

    @Override
    public void onNext(String line) {
      var _ = queue.offer(line);
    }

    @Override
    public void onError(Throwable failure) {
      fail(failure);
    }

    @Override
    public void onComplete() {
      end();
    }

    void fail(Throwable why) {
      failure = why;
      end();
    }

    void end() {
      var _ = queue.offer(END);
    }

    void throwFailure() throws IOException {
      Throwable why = failure;
      if (why instanceof IOException e) {
        throw e;
      }
      if (why != null) {
        throw new IOException("the stream broke", why);
      }
    }
  }
}
