package dev.hearth.runtime.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as they stand on the wire: which host they are for decides what they mean. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class HostRoutingTest {
  private static final String PROMPT = "{\"prompt\":\"cat\"}";

  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;
  @Inject Vertx vertx;
  private String key = "";

  @BeforeEach
  void freshCaller() {
    key = marketplace.developer("5").key();
  }

  @AfterEach
  void reset() {
    pools.reset();
  }

  /** Status line to body of the answer; {@code headers} are whole lines. */
  private String send(String method, String target, String body, String... headers)
      throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nConnection: close\r\nAuthorization: %s\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(method, target, key, body.length(), lines(headers));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  private static void assertStatus(int expected, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + expected + " "), answer);
  }

  @Test
  void falsRunHostStreams() throws IOException {
    String answer = send("POST", "/hearth/strict/stream", PROMPT, "Host: fal.run");
    assertStatus(200, answer);
    assertTrue(answer.contains("event: output\ndata: " + PROMPT + "\n\n"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fal.run", "FAL.Run", "fal.run:443", "fal.run:8443"})
  void falsRunHostRuns(String host) throws IOException {
    String answer = send("POST", "/hearth/strict", PROMPT, "Host: " + host);
    assertStatus(200, answer);
    assertTrue(answer.endsWith(PROMPT), answer);
  }

  @Test
  void queueHostTakesAndFollowsACall() throws IOException {
    String submitted = send("POST", "/hearth/strict?x=1", PROMPT, "Host: queue.fal.run");
    assertStatus(200, submitted);
    String id = submitted.replaceFirst("(?s).*\"request_id\":\"([^\"]+)\".*", "$1");
    String status =
        send("GET", "/hearth/strict/requests/" + id + "/status?logs=1", "", "Host: queue.fal.run");
    assertTrue(status.contains("\"logs\":["), status);
    assertTrue(status.contains(Installation.API + "/queue/hearth/strict/requests/" + id), status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest.fal.ai", "rest.alpha.fal.ai"})
  void restHostAnnouncesUploadsAtTheApisOrigin(String host) throws IOException {
    String answer =
        send(
            "POST",
            "/storage/upload/initiate?storage_type=fal-cdn-v3",
            "{\"content_type\":\"image/png\",\"file_name\":\"cat.png\"}",
            "Host: " + host);
    assertStatus(200, answer);
    assertTrue(answer.contains("\"file_url\":\"" + Installation.API + "/media/"), answer);
    assertTrue(answer.contains("\"upload_url\":\"" + Installation.API + "/upload/"), answer);
  }

  /** Every path of a fal host is fal's, also those that mean something else on the own origin. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health",
        "/q/metrics",
        "/media/token/name",
        "/upload/token",
        "/",
        "/run/hearth/strict",
        "/__host/fal.run/hearth/strict",
        "/api/fal/proxy"
      })
  void noPathOfTheOwnOriginIsServedOnAFalHost(String path) throws IOException {
    for (String method : new String[] {"GET", "POST"}) {
      String answer = send(method, path, PROMPT, "Host: fal.run");
      assertStatus(404, answer);
      assertTrue(answer.contains("ot found") || answer.contains("Not Found"), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost:8080",
        "evil.example",
        "myfal.run",
        "fal.run.evil.example",
        "x.queue.fal.run",
        "fal.run.",
        "fal.run,evil.example",
        "[::1]",
        "[fal.run]",
        ""
      })
  void otherHostsAreRoutedByPrefixOnly(String host) throws IOException {
    assertStatus(404, send("POST", "/hearth/strict", PROMPT, "Host: " + host));
    assertStatus(200, send("POST", "/run/hearth/strict", PROMPT, "Host: " + host));
    assertStatus(200, send("GET", "/q/health/live", "", "Host: " + host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example:fal.run", "fal.run@evil.example", "fal.run/hearth", "fal.run:port"})
  void malformedHostsAreRefused(String host) throws IOException {
    for (String path : new String[] {"/hearth/strict", "/run/hearth/strict"}) {
      assertStatus(400, send("POST", path, PROMPT, "Host: " + host));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://fal.run/hearth/strict, evil.example, 200",
    "https://FAL.run:443/hearth/strict, evil.example, 200",
    "http://evil.example/hearth/strict, fal.run, 404",
    "http://evil.example/run/hearth/strict, fal.run, 200",
    "http://fal.run@evil.example/hearth/strict, fal.run, 404"
  })
  void hostOfAWholeUrlCountsInsteadOfTheHeader(String target, String host, int status)
      throws IOException {
    assertStatus(status, send("POST", target, PROMPT, "Host: " + host));
  }

  @Test
  void forwardingHeadersDontCountUnlessConfigured() throws IOException {
    for (String header :
        new String[] {"X-Forwarded-Host: fal.run", "Forwarded: host=fal.run", "X-Host: fal.run"}) {
      assertStatus(404, send("POST", "/hearth/strict", PROMPT, "Host: localhost", header));
      assertStatus(
          200,
          send("POST", "/hearth/strict", PROMPT, "Host: fal.run", header.replace("fal", "evil")));
    }
  }

  @Test
  void callersOfAFalHostNeedAKeyAndGetFalsErrors() throws IOException {
    assertStatus(422, send("POST", "/hearth/strict", "{}", "Host: fal.run"));
    String tooLarge = "{\"prompt\":\"" + "y".repeat(3 << 20) + "\"}";
    assertStatus(413, send("POST", "/hearth/strict", tooLarge, "Host: fal.run"));
    key += "x";
    assertStatus(401, send("POST", "/hearth/strict", PROMPT, "Host: fal.run"));
  }

  @Test
  void authorityOfHttp2Counts() throws Exception {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    var client = vertx.createHttpClient(options);
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(RestAssured.port, "127.0.0.1"))
            .setHost("fal.run")
            .setPort(443)
            .setURI("/hearth/strict")
            .putHeader("authorization", key);
    var answer =
        client
            .request(request)
            .compose(sent -> sent.send(Buffer.buffer(PROMPT)))
            .compose(got -> got.body().map(body -> got.version() + " " + body))
            .onComplete(_ -> client.close());
    assertEquals(
        "HTTP_2 " + PROMPT,
        answer.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS));
  }
}
