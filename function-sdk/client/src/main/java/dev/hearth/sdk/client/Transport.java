package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends requests to one origin with one key, again where fal's clients would and it is safe. The
 * key goes to that origin only: redirects aren't followed and addresses in answers get none.
 * Thread-safe.
 */
final class Transport implements AutoCloseable {
  private static final int INTERNAL = 500;

  private final String api;
  private final String key;
  private final int mostRetries;
  private final HttpClient http;
  private final Backoff backoff;

  Transport(URI api, String key, int mostRetries, HttpClient http, Backoff backoff) {
    this.api = api.toString().replaceAll("/+$", "");
    this.key = key;
    this.mostRetries = mostRetries;
    this.http = http;
    this.backoff = backoff;
  }

  Backoff backoff() {
    return backoff;
  }

  HttpClient http() {
    return http;
  }

  /** The success, or why there is none. */
  Answer send(ApiRequest request) {
    return repeated(
        request,
        () -> {
          Answer answer = exchange(http(request).build(), request.what(), request.deadline());
          if (!answer.ok()) {
            throw refused(request.what(), answer);
          }
          return answer;
        });
  }

  /** The events that the answer consists of, or why there are none. */
  ServerEvents open(ApiRequest request) {
    return repeated(
        request,
        () -> {
          ServerEvents events = events(request);
          Optional<Answer> other = events.instead();
          if (other.isPresent()) {
            throw refused(request.what(), other.get());
          }
          return events;
        });
  }

  /** One attempt to get events; whether they come is seen when they are read. */
  ServerEvents events(ApiRequest request) {
    HttpRequest http =
        http(request).setHeader("Accept", "application/json, text/event-stream").build();
    return new ServerEvents(this.http, http, request.deadline());
  }

  private <T> T repeated(ApiRequest request, Supplier<T> attempt) {
    for (int count = 0; ; count++) {
      HearthException failure;
      try {
        return attempt.get();
      } catch (ApiException | ConnectionException e) {
        failure = e;
      }
      waitFor(count, request, failure);
    }
  }

  static ApiException refused(String what, Answer answer) {
    return new ApiException(what, Refusal.of(answer.status(), answer.headers(), answer.text()));
  }

  /** Waits until the next attempt, or throws the failure if there shall be none. */
  private void waitFor(int attempt, ApiRequest request, HearthException failure) {
    Duration asked = failure instanceof ApiException e ? e.retryAfter().orElse(null) : null;
    boolean tooLong = asked != null && asked.compareTo(request.rule().longest()) > 0;
    if (attempt >= Math.min(mostRetries, request.rule().retries())
        || tooLong
        || !mayRepeat(request, failure)) {
      throw failure;
    }
    Duration pause = backoff.after(attempt, request.rule(), asked);
    if (pause.compareTo(request.deadline().left()) >= 0) {
      throw failure;
    }
    backoff.sleep(pause);
  }

  private static boolean mayRepeat(ApiRequest request, HearthException failure) {
    return switch (failure) {
      case ConnectionException e -> request.repeatable() || e.neverSent();
      case ApiException e when request.rule().endsAreFinal() && e.requestId().isPresent() -> false;
      case ApiException e ->
          e.retryable() || (request.rule().evenInternal() && e.status() == INTERNAL);
      default -> false;
    };
  }

  /** A request with the key, ready for more headers. */
  HttpRequest.Builder http(ApiRequest request) {
    Json body = request.body();
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.print());
    var builder =
        HttpRequest.newBuilder(URI.create(api + request.path()))
            .timeout(request.deadline().atMost(request.answerWithin()))
            .header("Authorization", "Key " + key)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("User-Agent", "hearth-client (java)")
            .method(request.method(), content);
    request.headers().forEach(builder::setHeader);
    return builder;
  }

  /** One attempt; the answer may be a refusal. */
  <T> HttpResponse<T> once(
      HttpRequest request, BodyHandler<T> handler, String what, Deadline deadline) {
    try {
      return http.send(request, handler);
    } catch (HttpTimeoutException e) {
      deadline.exchangeTimedOut();
      throw new ConnectionException(request.uri(), e);
    } catch (IOException e) {
      throw new ConnectionException(request.uri(), e);
    } catch (InterruptedException e) {
      throw CallInterruptedException.restoring(what + " was interrupted", e);
    }
  }

  /** One attempt, read as text; the answer may be a refusal. */
  Answer exchange(HttpRequest request, String what, Deadline deadline) {
    HttpResponse<String> response = once(request, BodyHandlers.ofString(), what, deadline);
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
