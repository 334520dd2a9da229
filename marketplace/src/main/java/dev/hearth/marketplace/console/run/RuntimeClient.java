package dev.hearth.marketplace.console.run;

import dev.hearth.marketplace.listing.PublicConfig;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Speaks fal's protocol to the runtime with a visitor's own key, so that the runtime checks, holds
 * and bills exactly as for any other client. Thread-safe; blocking.
 */
@ApplicationScoped
public class RuntimeClient {
  private static final String JSON = "application/json";

  private final String api;
  private final RunConfig config;
  private final HttpClient http;

  RuntimeClient(PublicConfig addresses, RunConfig config) {
    this.api = Origin.of(addresses.apiUrl());
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(config.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }

  /**
   * Stores a file of the visitor.
   *
   * @return the address that inputs name it by
   */
  public String upload(String key, Path file, String contentType, String fileName)
      throws RunException {
    JsonObject wanted =
        JsonObject.builder().put("content_type", contentType).put("file_name", fileName).build();
    JsonObject place =
        object(
            send(
                call(key, "/rest/storage/upload/initiate?storage_type=fal-cdn-v3")
                    .POST(BodyPublishers.ofString(wanted.print()))));
    try {
      require2xx(
          send(
              HttpRequest.newBuilder(URI.create(text(place, "upload_url")))
                  .timeout(config.uploadTimeout())
                  .header("Content-Type", contentType)
                  .PUT(BodyPublishers.ofFile(file))));
    } catch (FileNotFoundException | IllegalArgumentException e) {
      throw new RunException("The file could not be uploaded.", e);
    }
    return text(place, "file_url");
  }

  /**
   * Puts a call into the function's queue.
   *
   * @param endpointId {@code owner/name}, or with the endpoint's path behind
   * @return the request's id
   */
  public String submit(String key, String endpointId, JsonObject input) throws RunException {
    HttpRequest.Builder request =
        call(key, "/queue/" + endpointId).POST(BodyPublishers.ofString(input.print()));
    return text(object(send(request)), "request_id");
  }

  /** How far a request is. */
  public RunStatus status(String key, String function, String requestId) throws RunException {
    String path = requestPath(function, requestId) + "/status?logs=1&partial=1";
    JsonObject answer = object(send(call(key, path).GET()));
    try {
      return RunStatus.of(answer);
    } catch (JsonException | IllegalArgumentException e) {
      throw notUnderstood(e);
    }
  }

  /** How a completed request ended. */
  public RunResult result(String key, String function, String requestId) throws RunException {
    HttpResponse<byte[]> answer = send(call(key, requestPath(function, requestId)).GET());
    Optional<BigDecimal> cost = cost(answer);
    int status = answer.statusCode();
    if (status == 401 || status == 404) {
      throw refusal(answer);
    }
    return status / 100 == 2
        ? new RunResult.Succeeded(json(answer), cost)
        : new RunResult.Failed(status, Fault.ofAnswer(status, body(answer)), cost);
  }

  /** Asks for a request to end; one that has ended stays as it is. */
  public void cancel(String key, String function, String requestId) throws RunException {
    HttpResponse<byte[]> answer =
        send(call(key, requestPath(function, requestId) + "/cancel").PUT(BodyPublishers.noBody()));
    if (answer.statusCode() != 400) {
      require2xx(answer);
    }
  }

  private static String requestPath(String function, String requestId) {
    return "/queue/" + function + "/requests/" + requestId;
  }

  private HttpRequest.Builder call(String key, String path) throws RunException {
    try {
      return HttpRequest.newBuilder(URI.create(api + path))
          .timeout(config.answerTimeout())
          .header("Authorization", "Key " + key)
          .header("Accept", JSON)
          .header("Content-Type", JSON);
    } catch (IllegalArgumentException e) {
      throw new RunException("The runtime's address " + api + " can't be used.", e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws RunException {
    try {
      return http.send(
          request.build(),
          BodyHandlers.limiting(BodyHandlers.ofByteArray(), config.maxAnswer().asLongValue()));
    } catch (IOException e) {
      throw new RunException(
          "The runtime can't be reached right now. Please try again in a moment.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException("The console is shutting down.", e);
    }
  }

  private static JsonObject object(HttpResponse<byte[]> answer) throws RunException {
    require2xx(answer);
    if (json(answer) instanceof JsonObject object) {
      return object;
    }
    throw notUnderstood(new JsonException("no object"));
  }

  private static Json json(HttpResponse<byte[]> answer) throws RunException {
    try {
      return Json.parse(body(answer));
    } catch (JsonException e) {
      throw notUnderstood(e);
    }
  }

  private static String text(JsonObject answer, String name) throws RunException {
    try {
      return answer.string(name);
    } catch (JsonException e) {
      throw notUnderstood(e);
    }
  }

  private static void require2xx(HttpResponse<byte[]> answer) throws RunException {
    if (answer.statusCode() / 100 != 2) {
      throw refusal(answer);
    }
  }

  private static RunException refusal(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    return new RunException(status, Fault.ofAnswer(status, body(answer)));
  }

  private static RunException notUnderstood(RuntimeException cause) {
    return new RunException("The runtime's answer was not understood.", cause);
  }

  private static String body(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static Optional<BigDecimal> cost(HttpResponse<byte[]> answer) {
    return answer
        .headers()
        .firstValue("x-hearth-cost")
        .filter(text -> text.matches("\\d{1,12}(\\.\\d{1,12})?"))
        .map(BigDecimal::new);
  }
}
