package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Plain HTTP with one account's key. */
record Caller(URI api, URI console, String key) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Calls a function and waits for its answer. */
  Reply run(String function, JsonNode input, String... headers) throws Exception {
    return send("POST", api.resolve("/run/" + function), input.toString(), headers);
  }

  /** Puts a call in the queue. */
  Reply submit(String function, JsonNode input, String... headers) throws Exception {
    return send("POST", api.resolve("/queue/" + function), input.toString(), headers);
  }

  Reply status(String function, String requestId) throws Exception {
    return send("GET", request(function, requestId, "/status"), "");
  }

  Reply result(String function, String requestId) throws Exception {
    return send("GET", request(function, requestId, ""), "");
  }

  Reply cancel(String function, String requestId) throws Exception {
    return send("PUT", request(function, requestId, "/cancel"), "");
  }

  /** Waits until a queued call has ended and reads its result. */
  Reply await(String function, String requestId) throws Exception {
    Reply last =
        Await.until(
            LONGEST, () -> tolerantStatus(function, requestId), status -> status.status() == 200);
    if (last.status() != 200) {
      throw new AssertionError("request " + requestId + " doesn't end: " + last);
    }
    return result(function, requestId);
  }

  private Reply tolerantStatus(String function, String requestId) throws Exception {
    try {
      return status(function, requestId);
    } catch (IOException restarting) {
      return new Reply(503, HttpHeaders.of(Map.of(), (a, b) -> true), MissingNode.getInstance());
    }
  }

  Reply get(URI address) throws Exception {
    return send("GET", address, "");
  }

  /** Sends a request; header names and values in turn. */
  Reply send(String method, URI address, String body, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(LONGEST)
            .header("Authorization", "Key " + key)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response.headers(), json(response.body()));
  }

  /** Uploads a file and tells the answer's status. */
  int put(URI address, Path file) throws Exception {
    var request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Key " + key)
            .PUT(BodyPublishers.ofFile(file))
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static JsonNode json(byte[] body) throws IOException {
    return body.length == 0 ? MissingNode.getInstance() : Installation.JSON.readTree(body);
  }

  /** Reads bytes as anyone can, without a key. */
  static byte[] download(URI address) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(address + " answered " + response.statusCode());
    }
    return response.body();
  }

  /** The account's settled funds, in nano-dollars. */
  long balanceNanos() throws Exception {
    return get(console.resolve("/v1/account/billing?expand=credits"))
        .body()
        .required("credits")
        .required("current_balance_nanos")
        .longValue();
  }

  private URI request(String function, String requestId, String suffix) {
    return api.resolve("/queue/" + function + "/requests/" + requestId + suffix);
  }
}
