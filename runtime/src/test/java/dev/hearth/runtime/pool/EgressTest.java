package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.hearth.runtime.pool.hosted.ReachCodec;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.worker.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions reach of the network, tried from inside real sandboxes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EgressTest {
  private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
  private HttpServer web;
  private ServerSocket raw;
  private TestNode node;
  private Manifest reaching;
  private Manifest silent;

  @BeforeAll
  void start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    web = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    web.createContext(
        "/",
        exchange -> {
          byte[] text =
              ("hello from " + exchange.getRequestHeaders().getFirst("Host"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    web.start();
    raw = new ServerSocket(0, 50, loopback);
    Thread _ = Thread.ofVirtual().start(this::listen);
    node =
        new TestNode(
            Map.of(
                "hearth.egress.private-hosts", web("declared.test") + "," + raw("declared.test")),
            Main.class,
            Frame.class);
    reaching = manifest("reaching", web("declared.test"), raw("declared.test"), raw("localhost"));
    silent = manifest("silent");
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
    web.stop(0);
    raw.close();
  }

  /** Answers the first bytes of each connection, and notes them. */
  private void listen() {
    try {
      while (true) {
        try (Socket socket = raw.accept()) {
          byte[] bytes = new byte[1000];
          int read = socket.getInputStream().read(bytes);
          heard.add(java.util.Arrays.copyOf(bytes, Math.max(0, read)));
          socket.getOutputStream().write(bytes, 0, Math.max(0, read));
        }
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt(); // closed by the test
    }
  }

  private String web(String host) {
    return host + ":" + web.getAddress().getPort();
  }

  private String raw(String host) {
    return host + ":" + raw.getLocalPort();
  }

  private Manifest manifest(String name, String... egress) throws IOException {
    Descriptor plain = Function.unary().named(name).descriptor(ReachCodec.class.getName());
    JsonObject.Builder json = JsonObject.builder();
    plain.toJson().asObject().members().forEach(json::put);
    if (egress.length > 0) {
      json.put(
          "access",
          JsonObject.builder()
              .put("secrets", JsonArray.ofStrings(List.of()))
              .put("egress", JsonArray.ofStrings(List.of(egress)))
              .build());
    }
    return new Manifest(
        Descriptor.fromJson(json.build()),
        List.of(node.blob("lib/reach.jar", node.jarOf(ReachCodec.class))));
  }

  private JsonObject reach(Manifest manifest, String how, String to) {
    var heard = new Heard();
    String input = JsonObject.builder().put("how", how).put("to", to).build().print();
    node.submit(
        new Work(
            UUID.randomUUID(),
            "owner/" + manifest.descriptor().name(),
            manifest.version().hex(),
            manifest,
            "/",
            input.getBytes(StandardCharsets.UTF_8),
            List.of(),
            "",
            false,
            Duration.ofMinutes(1),
            heard));
    return heard.output().asObject();
  }

  private void assertRefused(JsonObject output) {
    assertTrue(output.get("refused").isPresent(), output.print());
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "url"})
  void declaredHostIsReachedByTheJdksClientsUnchanged(String how) {
    JsonObject output = reach(reaching, how, "http://" + web("declared.test") + "/x");
    assertEquals(Json.of("hello from " + web("declared.test")), output.require("got"));
  }

  /** The server speaks no TLS: what counts is that its greeting came through. */
  @ParameterizedTest
  @ValueSource(strings = {"client", "url"})
  void tlsIsTunnelledByTheJdksClientsUnchanged(String how) throws InterruptedException {
    heard.clear();
    assertRefused(reach(reaching, how, "https://" + raw("declared.test") + "/x"));
    byte[] greeting = heard.poll(10, TimeUnit.SECONDS);
    assertTrue(greeting != null && greeting[0] == 22 && greeting[1] == 3, "a TLS handshake");
  }

  @Test
  void anyProtocolGoesThroughATunnel() {
    assertEquals(Json.of("hello"), reach(reaching, "tunnel", raw("declared.test")).require("got"));
  }

  @Test
  void undeclaredHostIsRefusedAndItsOwnerIsTold() {
    assertRefused(reach(reaching, "tunnel", raw("other.test")));
    assertRefused(reach(reaching, "client", "https://" + raw("other.test") + "/"));
    String told = "egress refused: " + raw("other.test") + " is not declared";
    List<LogLine> log = node.pools().workerLog("owner/reaching");
    assertEquals(
        1, log.stream().filter(line -> line.message().startsWith(told)).count(), log::toString);
  }

  @Test
  void declaredNameOfAPrivateAddressIsRefused() {
    assertRefused(reach(reaching, "tunnel", raw("localhost")));
    String told = "egress refused: " + raw("localhost") + " leads to an address that is not public";
    List<LogLine> log = node.pools().workerLog("owner/reaching");
    assertTrue(log.stream().anyMatch(line -> line.message().equals(told)), log::toString);
  }

  @Test
  void thereIsNoWayRoundTheProxy() {
    assertRefused(reach(reaching, "direct", "127.0.0.1:" + raw.getLocalPort()));
    assertRefused(reach(reaching, "direct", "10.1.2.3:80"));
    assertRefused(reach(reaching, "direct", "169.254.169.254:80"));
    assertRefused(reach(reaching, "name", "declared.test"));
  }

  @Test
  void secondRequestSmuggledBehindTheFirstGoesNowhereElse() {
    String smuggled =
        "CONNECT %s HTTP/1.1\r\n\r\nCONNECT %s HTTP/1.1\r\n\r\n"
            .formatted(raw("other.test"), raw("declared.test"));
    heard.clear();
    String answer = reach(reaching, "raw", smuggled).string("got");
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
    assertEquals(0, heard.size());
  }

  @Test
  void functionThatDeclaresNothingHasNoWayOutAtAll() {
    assertRefused(reach(silent, "raw", "CONNECT " + raw("declared.test") + " HTTP/1.1\r\n\r\n"));
    assertRefused(reach(silent, "tunnel", raw("declared.test")));
    assertRefused(reach(silent, "client", "http://" + web("declared.test") + "/"));
  }
}
