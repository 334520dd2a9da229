package dev.hearth.sdk.cli.connection;

import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Sends requests with one key. Thread-safe. */
public final class Client implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private final Connection connection;
  private final HttpClient http;

  public Client(Connection connection) {
    this.connection = connection;
    var builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (connection.ca() != null) {
      builder.sslContext(LocalTrust.with(connection.ca()));
    }
    this.http = builder.build();
  }

  /** A URL on the origin of fal's protocol. */
  public URI api(String path) {
    return URI.create(connection.api() + path);
  }

  /** A URL on the console's origin. */
  public URI console(String path) {
    return URI.create(connection.console() + path);
  }

  /** Name of the account whose key this is. */
  public String account() throws InterruptedException {
    return get(console("/v1/account/billing"))
        .orFail("asking whose key this is")
        .json()
        .asObject()
        .string("username");
  }

  /** Reads. */
  public Answer get(URI uri) throws InterruptedException {
    return send("GET", uri, "application/json", BodyPublishers.noBody());
  }

  /** Sends JSON. */
  public Answer send(String method, URI uri, Json body) throws InterruptedException {
    return send(method, uri, body, Map.of());
  }

  /** Sends JSON with further headers. */
  public Answer send(String method, URI uri, Json body, Map<String, String> headers)
      throws InterruptedException {
    HttpRequest.Builder request =
        request(method, uri, "application/json", BodyPublishers.ofString(body.print()));
    headers.forEach(request::setHeader);
    return exchange(request.build());
  }

  /** Sends any bytes. */
  public Answer send(String method, URI uri, String contentType, BodyPublisher body)
      throws InterruptedException {
    return exchange(request(method, uri, contentType, body).build());
  }

  private HttpRequest.Builder request(
      String method, URI uri, String contentType, BodyPublisher body) {
    return HttpRequest.newBuilder(uri)
        .timeout(ANSWER)
        .header("Authorization", "Key " + connection.key())
        .header("Content-Type", contentType)
        .method(method, body);
  }

  /** Puts bytes at a URL that is a permission in itself; the key isn't sent. */
  public Answer putWithoutKey(URI uri, String contentType, BodyPublisher body)
      throws InterruptedException {
    return exchange(
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Content-Type", contentType)
            .PUT(body)
            .build());
  }

  /** Saves what is at a URL; the key isn't sent. */
  public void download(URI uri, Path file) throws InterruptedException {
    try {
      var answer =
          http.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(), BodyHandlers.ofFile(file));
      if (answer.statusCode() != 200) {
        throw new CommandFailure(
            ExitCode.of(answer.statusCode()), uri + " answered " + answer.statusCode() + ".");
      }
    } catch (IOException e) {
      throw unreachable(uri, e);
    }
  }

  private Answer exchange(HttpRequest request) throws InterruptedException {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return new Answer(request.uri(), answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw unreachable(request.uri(), e);
    }
  }

  private static CommandFailure unreachable(URI uri, IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new CommandFailure(
        ExitCode.UNAVAILABLE,
        "%s://%s can't be reached (%s); is Hearth running? ./hearth up starts it."
            .formatted(uri.getScheme(), uri.getAuthority(), why),
        e);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
