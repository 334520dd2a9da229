package dev.hearth.runtime.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client that reads server-sent events one by one, as slowly as a test wants. */
public final class EventReader implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** An event, or comments that stand alone. */
  public record Event(String id, String name, String data, List<String> comments) {}

  /** Sends a request and waits for the head of the answer; header names and values in turn. */
  public static EventReader post(int port, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(port, path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** Asks for events. */
  public static EventReader get(int port, String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(port, path, headers).GET().build());
  }

  private static HttpRequest.Builder request(int port, String path, String... headers) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).headers(headers);
  }

  private static EventReader send(HttpRequest request) throws IOException, InterruptedException {
    return new EventReader(HTTP.send(request, BodyHandlers.ofInputStream()));
  }

  public int status() {
    return response.statusCode();
  }

  /** A header's value, empty without one. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The next event that has data; empty at the end of a complete response. */
  public Optional<Event> next() throws IOException {
    for (Event event = block(); event != null; event = block()) {
      if (!event.data.isEmpty()) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  /** The next event, which must come. */
  public Event require() throws IOException {
    return next().orElseThrow();
  }

  /** The rest of the body as it is. */
  public String rest() throws IOException {
    var text = new StringBuilder();
    for (int c = lines.read(); c >= 0; c = lines.read()) {
      text.append((char) c);
    }
    return text.toString();
  }

  /** What stands before the next empty line. */
  private @Nullable Event block() throws IOException {
    String id = "";
    String name = "";
    String data = "";
    List<String> comments = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        return new Event(id, name, data, comments);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data += line.substring(6);
      } else if (line.startsWith(": ")) {
        comments.add(line.substring(2));
      } else {
        throw new IOException("no line of an event: " + line);
      }
    }
    return null;
  }

  /** Hangs up. */
  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
