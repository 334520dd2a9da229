package dev.hearth.sdk.client;

import dev.hearth.sdk.client.ServerEvents.Event;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call whose partial outputs come while it runs: iterate over them, then ask for the result. What
 * isn't read waits on the server, so a slow reader costs this program no memory, and misses some.
 * Closing it before the end gives the call up, which then costs nothing. For one thread.
 *
 * <pre>{@code
 * try (CallStream<Drawing> stream = paint.stream(input)) {
 *   for (Partial<Drawing> preview : stream) {
 *     show(preview.output());
 *   }
 *   show(stream.result().output());
 * }
 * }</pre>
 *
 * @param <O> the output's type
 */
public final class CallStream<O> implements Iterable<Partial<O>>, AutoCloseable {
  private static final String COST = "x-hearth-cost ";

  private final ServerEvents events;
  private final String function;
  private final Class<O> type;
  private @Nullable Partial<O> next;
  private @Nullable Partial<O> last;
  private @Nullable Result<O> result;
  private @Nullable HearthException failure;
  private boolean closed;

  CallStream(ServerEvents events, String function, Class<O> type) {
    this.events = events;
    this.function = function;
    this.type = type;
  }

  /** The request's id, for bills and questions. */
  public String requestId() {
    return headers("").requestId();
  }

  /** The most that the call can cost, in dollars; none from servers that don't say. */
  public Optional<BigDecimal> costBound() {
    return events.headers().firstValue("x-hearth-cost-bound").flatMap(Answer::dollars);
  }

  /**
   * The partials that haven't been read yet; waits for each.
   *
   * @return throws {@link ApiException} if the call fails, {@link ConnectionException} if the
   *     connection breaks, {@link CallTimeoutException} when its time is over
   */
  @Override
  public Iterator<Partial<O>> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return advance();
      }

      @Override
      public Partial<O> next() {
        Partial<O> partial = advance() ? next : null;
        if (partial == null) {
          throw new NoSuchElementException("the call has ended");
        }
        next = null;
        return partial;
      }
    };
  }

  /** The whole output; waits for the end and passes over partials that haven't been read. */
  public Result<O> result() {
    while (advance()) {
      next = null;
    }
    Result<O> known = result;
    if (known == null) {
      throw new IllegalStateException("the stream of request " + requestId() + " was closed");
    }
    return known;
  }

  /** Whether there is a next partial; reads as far as necessary. */
  private boolean advance() {
    HearthException known = failure;
    if (known != null) {
      throw known;
    }
    if (next == null && result == null && !closed) {
      try {
        read();
      } catch (HearthException e) {
        failure = e;
        throw e;
      }
    }
    return next != null;
  }

  private void read() {
    try {
      Optional<Event> event = events.next();
      if (event.isEmpty()) {
        end();
      } else {
        take(event.get());
      }
    } catch (IOException e) {
      throw new ConnectionException(events.uri(), e);
    }
  }

  private void take(Event event) {
    switch (event.name()) {
      case "output" -> {
        events.finish();
        result = Result.of(headers(event.data()), cost(event), type);
      }
      case "error" -> {
        events.close();
        throw failed(event);
      }
      default -> {
        Json json = headers(event.data()).json();
        next = new Partial<>(number(event), json, requestId(), type);
        last = next;
      }
    }
  }

  /** Servers other than Hearth don't mark the output: it is the last event. */
  private void end() throws EOFException {
    Partial<O> output = last;
    if (output == null) {
      throw new EOFException("the stream ended without an output");
    }
    result = Result.of(headers(output.json().print()), Optional.empty(), type);
  }

  private long number(Event event) {
    if (event.id().matches("[0-9]{1,18}")) {
      return Long.parseLong(event.id());
    }
    return last == null ? 1 : last.number() + 1;
  }

  private Optional<BigDecimal> cost(Event event) {
    return event.comment().startsWith(COST)
        ? Answer.dollars(event.comment().substring(COST.length()))
        : headers("").cost();
  }

  private ApiException failed(Event event) {
    try {
      var error = Json.parse(event.data()).asObject().object("error");
      int status = error.require("status").asInt();
      String body = error.require("body").print();
      return new ApiException(function, Refusal.of(status, events.headers(), body));
    } catch (JsonException e) {
      throw new UnexpectedOutputException(requestId(), event.data(), e);
    }
  }

  private Answer headers(String text) {
    return new Answer(200, events.headers(), text);
  }

  /** Gives the call up, unless it has ended. */
  @Override
  public void close() {
    closed = true;
    events.close();
  }
}
