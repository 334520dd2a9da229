package dev.hearth.runtime.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedFetcherTest {
  private static final byte[] FILE = new byte[5_000];

  @TempDir private Path folder;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicInteger insideHits = new AtomicInteger();
  private HttpServer allowed;
  private HttpServer inside;
  private GuardedFetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    inside = server();
    inside.createContext(
        "/",
        exchange -> {
          insideHits.incrementAndGet();
          answer(exchange, 200, FILE);
        });
    allowed = server();
    allowed.createContext("/file", exchange -> answer(exchange, 200, FILE));
    allowed.createContext("/missing", exchange -> answer(exchange, 404, FILE));
    allowed.createContext("/loop", exchange -> redirect(exchange, url(allowed, "/loop")));
    allowed.createContext("/hop", exchange -> redirect(exchange, url(allowed, "/file")));
    allowed.createContext("/inside", exchange -> redirect(exchange, url(inside, "/")));
    allowed.createContext(
        "/inside-by-name",
        exchange -> redirect(exchange, "http://localhost:" + inside.getAddress().getPort() + "/"));
    allowed.createContext(
        "/metadata", exchange -> redirect(exchange, "http://169.254.169.254/latest/meta-data/"));
    allowed.createContext("/endless", this::endless);
    allowed.createContext("/drip", this::drip);
    fetcher = new GuardedFetcher(new Config(Optional.of(List.of(url(allowed, ""))), 4_000_000));
  }

  @AfterEach
  void end() throws IOException {
    stop.countDown();
    fetcher.close();
    allowed.stop(0);
    inside.stop(0);
  }

  @Test
  void fileOfAnAllowedOriginArrivesWhole() throws IOException {
    Path target = folder.resolve("file");
    Fetched fetched = fetcher.fetch(url(allowed, "/hop"), target);
    assertEquals(new Fetched("image/png", FILE.length), fetched);
    assertArrayEquals(FILE, Files.readAllBytes(target));
  }

  @Test
  void privateAddressesAreRefusedBeforeAnyConnection() {
    int port = inside.getAddress().getPort();
    for (String host :
        List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1")) {
      assertRefused("http://" + host + ":" + port + "/");
    }
    assertRefused("http://169.254.169.254/latest/meta-data/");
    assertRefused("http://10.0.0.1/");
    assertEquals(0, insideHits.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/inside", "/inside-by-name", "/metadata"})
  void redirectsInsideAreRefused(String path) {
    assertRefused(url(allowed, path));
    assertEquals(0, insideHits.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.com/x",
        "gopher://example.com/",
        "http:///nohost",
        "http://user:secret@example.com/",
        "not a url",
        "",
        "//example.com/x",
        "http://example.com:99999/",
      })
  void otherUrlsAreRefused(String url) {
    assertRefused(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/missing", "/loop", "/drip"})
  void whatIsNoFileIsRefusedAndLeavesNothing(String path) {
    assertRefused(url(allowed, path));
  }

  @Test
  void tooLongFileIsCutOff() {
    var refusal = refusal(url(allowed, "/endless"));
    assertEquals(ErrorCode.FILE_TOO_LARGE, refusal.code());
  }

  private void assertRefused(String url) {
    assertEquals(ErrorCode.FILE_DOWNLOAD_ERROR, refusal(url).code(), url);
  }

  private CallException refusal(String url) {
    Path target = folder.resolve("refused");
    var refusal = assertThrows(CallException.class, () -> fetcher.fetch(url, target), url);
    assertFalse(Files.exists(target), url);
    assertTrue(refusal.reason().length() < 200, refusal.reason());
    return refusal;
  }

  private static HttpServer server() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private static String url(HttpServer server, String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "Image/PNG; charset=x");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().add("Location", location);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (stop.getCount() > 0) {
        out.write(FILE);
      }
    }
  }

  /** Sends a byte and then keeps the connection open. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(1);
    exchange.getResponseBody().flush();
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private record Config(Optional<List<String>> allowedOrigins, long bytes) implements FetchConfig {
    @Override
    public MemorySize maxBytes() {
      return new MemorySize(BigInteger.valueOf(bytes));
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Duration idleTimeout() {
      return Duration.ofSeconds(5);
    }

    @Override
    public int maxRedirects() {
      return 5;
    }
  }
}
