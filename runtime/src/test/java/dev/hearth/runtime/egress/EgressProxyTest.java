package dev.hearth.runtime.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker gets through its way out, and what it doesn't. */
@Timeout(60)
class EgressProxyTest {
  private static final int MAX_BYTES = 200_000;

  @TempDir private Path folder = Path.of("unset");
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private ServerSocket echo;
  private Egress egress;
  private EgressProxy proxy;
  private int proxies;

  private record Config(
      Optional<List<String>> privateHosts, Duration connectTimeout, Duration idleTimeout)
      implements EgressConfig {
    @Override
    public int maxConnections() {
      return 2;
    }

    @Override
    public MemorySize maxBytes() {
      return new MemorySize(BigInteger.valueOf(MAX_BYTES));
    }

    @Override
    public Duration maxDuration() {
      return Duration.ofMinutes(1);
    }
  }

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread _ = Thread.ofVirtual().start(this::serve);
    open(Duration.ofSeconds(20), Duration.ofSeconds(20));
  }

  private void open(Duration connectTimeout, Duration idleTimeout) throws IOException {
    if (proxy != null) {
      proxy.close();
    }
    egress =
        new Egress(
            new Config(
                Optional.of(List.of(here("declared.test"), here("below.wild.test"))),
                connectTimeout,
                idleTimeout),
            timer);
    proxy =
        egress.open(
            folder.resolve("s" + ++proxies),
            List.of(
                here("declared.test"),
                here("*.wild.test"),
                here("localhost"),
                here("127.0.0.1"),
                here("2130706433"),
                "inside.test",
                "metadata.test:80",
                "nowhere.invalid"),
            refusals::add);
  }

  private String here(String host) {
    return host + ":" + echo.getLocalPort();
  }

  /** Sends back what comes; on a line {@code end} it ends its side. */
  private void serve() {
    try {
      while (true) {
        Socket socket = echo.accept();
        accepted.incrementAndGet();
        Thread _ =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (socket) {
                        long _ = socket.getInputStream().transferTo(socket.getOutputStream());
                      } catch (IOException e) {
                        Thread.currentThread().interrupt();
                      }
                    });
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt(); // closed by the test
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    egress.close();
    echo.close();
    timer.shutdownNow();
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s" + proxies)));
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
  }

  private static String read(SocketChannel channel, int bytes) throws IOException {
    byte[] read = Channels.newInputStream(channel).readNBytes(bytes);
    return new String(read, StandardCharsets.ISO_8859_1);
  }

  private static String readAll(SocketChannel channel) throws IOException {
    return read(channel, Integer.MAX_VALUE);
  }

  private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private String ask(String request) throws IOException {
    try (SocketChannel channel = connect()) {
      send(channel, request);
      channel.shutdownOutput();
      return readAll(channel);
    }
  }

  private String ask(String request, String target) throws IOException {
    return ask("CONNECT " + target + " HTTP/1.1\r\n\r\n" + request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"declared.test", "below.wild.test", "DECLARED.test"})
  void declaredHostIsReachedAndTheTunnelIsTransparent(String host) throws IOException {
    assertEquals(ESTABLISHED + "first\0\r\n\r\n", ask("first\0\r\n\r\n", here(host)));
    assertEquals(List.of(), refusals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.test", "wild.test", "declared.test.", "xdeclared.test"})
  void undeclaredHostIsNeverConnectedTo(String host) throws IOException {
    String answer = ask("x", here(host));
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertTrue(answer.contains(here(host) + " is not declared"), answer);
    assertEquals(0, accepted.get());
  }

  @Test
  void declaredHostAtAnotherPortIsRefused() throws IOException {
    String answer = ask("x", "declared.test:" + (echo.getLocalPort() + 1));
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "2130706433"})
  void declaredNameOfAPrivateAddressIsRefused(String host) throws IOException {
    String answer = ask("x", here(host));
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertTrue(answer.contains("leads to an address that is not public"), answer);
    assertEquals(0, accepted.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"inside.test:443", "metadata.test:80"})
  void declaredNameThatLeadsInsideIsRefused(String target) throws IOException {
    assertTrue(ask("x", target).startsWith("HTTP/1.1 403 "));
  }

  @Test
  void nameThatCantBeResolvedIsSaidSo() throws IOException {
    String answer = ask("x", "nowhere.invalid:443");
    assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
    assertTrue(answer.contains("can't be resolved"), answer);
  }

  @Test
  void secondConnectWithinATunnelIsJustBytes() throws IOException {
    String second = "CONNECT other.test:1 HTTP/1.1\r\n\r\n";
    assertEquals(ESTABLISHED + second, ask(second, here("declared.test")));
  }

  @Test
  void nothingIsReadBehindARefusedRequest() throws IOException {
    String answer =
        ask("CONNECT %s HTTP/1.1\r\n\r\nx".formatted(here("declared.test")), here("other.test"));
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertEquals(0, accepted.get());
  }

  @Test
  void plainRequestReachesTheDeclaredHostInOriginForm() throws IOException {
    String answer =
        ask("GET http://%s/x HTTP/1.1\r\nHost: evil\r\n\r\n".formatted(here("declared.test")));
    assertEquals(
        "GET /x HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(here("declared.test")),
        answer);
    assertTrue(
        ask("GET http://%s/ HTTP/1.1\r\n\r\n".formatted(here("other.test")))
            .startsWith("HTTP/1.1 403 "));
  }

  @Test
  void endOfOneSideIsPassedOn() throws IOException {
    try (SocketChannel channel = connect()) {
      send(channel, "CONNECT " + here("declared.test") + " HTTP/1.1\r\n\r\n");
      assertEquals(ESTABLISHED, read(channel, ESTABLISHED.length()));
      send(channel, "late");
      channel.shutdownOutput();
      assertEquals("late", readAll(channel));
    }
  }

  @Test
  void headWithoutEndIsRefusedAtItsBound() throws IOException {
    String answer = ask("CONNECT declared.test:1 HTTP/1.1\r\nx: " + "y".repeat(40_000));
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
  }

  @Test
  void requestThatIsNeverMadeIsClosed() throws IOException {
    open(Duration.ofMillis(50), Duration.ofSeconds(20));
    try (SocketChannel channel = connect()) {
      send(channel, "CONNECT decl");
      assertEquals("", readAll(channel));
    }
  }

  @Test
  void silentTunnelIsClosed() throws IOException {
    open(Duration.ofSeconds(20), Duration.ofMillis(100));
    try (SocketChannel channel = connect()) {
      send(channel, "CONNECT " + here("declared.test") + " HTTP/1.1\r\n\r\n");
      assertEquals(ESTABLISHED, readAll(channel));
    }
  }

  @Test
  void bytesOfATunnelAreBounded() throws IOException {
    try (SocketChannel channel = connect()) {
      send(channel, "CONNECT " + here("declared.test") + " HTTP/1.1\r\n\r\n");
      assertEquals(ESTABLISHED, read(channel, ESTABLISHED.length()));
      assertThrows(
          IOException.class,
          () -> {
            while (true) {
              send(channel, "x".repeat(10_000));
              assertTrue(read(channel, 10_000).length() == 10_000 || isClosed(channel));
            }
          });
    }
  }

  private static boolean isClosed(SocketChannel channel) throws IOException {
    return channel.read(ByteBuffer.allocate(1)) < 0;
  }

  @Test
  void connectionsAtOnceAreBoundedAndFreedAgain() throws IOException {
    var held = new ArrayList<SocketChannel>();
    for (int i = 0; i < 2; i++) {
      SocketChannel channel = connect();
      send(channel, "CONNECT " + here("declared.test") + " HTTP/1.1\r\n\r\n");
      assertEquals(ESTABLISHED, read(channel, ESTABLISHED.length()));
      held.add(channel);
    }
    try (SocketChannel third = connect()) {
      assertTrue(readAll(third).startsWith("HTTP/1.1 503 "));
    }
    for (SocketChannel channel : held) {
      channel.close();
    }
    String answer = "HTTP/1.1 503 ";
    while (answer.startsWith("HTTP/1.1 503 ")) {
      answer = ask("again", here("declared.test"));
    }
    assertEquals(ESTABLISHED + "again", answer);
  }

  @Test
  void workerThatNeverWaitsForItsTunnelShutsNothing() {
    while (accepted.get() < 40) {
      askInTheFlood(_ -> "");
    }
    String answer = "";
    while (!answer.startsWith(ESTABLISHED)) {
      answer = askInTheFlood(EgressProxyTest::readUntilReset);
    }
    assertEquals(ESTABLISHED + "x", answer);
  }

  /** What is read; nothing if the proxy closed the connection as one too many. */
  private String askInTheFlood(Function<SocketChannel, String> reader) {
    try (SocketChannel channel = connect()) {
      send(channel, "CONNECT " + here("declared.test") + " HTTP/1.1\r\n\r\nx");
      channel.shutdownOutput();
      return reader.apply(channel);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void nothingOfOursIsSaidWithinATunnelWhoseTargetHangsUp() throws IOException {
    try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String target = "rude.test:" + rude.getLocalPort();
      var config =
          new Config(Optional.of(List.of(target)), Duration.ofSeconds(20), Duration.ofSeconds(20));
      proxy.close();
      proxy = new Egress(config, timer).open(folder.resolve("s9"), List.of(target), refusals::add);
      proxies = 9;
      Thread _ = Thread.ofVirtual().start(() -> hangUp(rude));
      for (int i = 0; i < 100; i++) {
        try (SocketChannel channel = connect()) {
          String connect = "CONNECT " + target + " HTTP/1.1\r\n\r\n";
          send(channel, connect + "x".repeat(4_000 - connect.length()));
          String answer = readUntilReset(channel);
          assertTrue(
              answer.equals(ESTABLISHED) || answer.startsWith("HTTP/1.1 502 Bad Gateway\r\n"),
              answer);
        }
      }
    }
  }

  /** Resets each connection as soon as it is made. */
  private static void hangUp(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.setSoLinger(true, 0);
        }
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt(); // closed by the test
    }
  }

  private static String readUntilReset(SocketChannel channel) {
    var read = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(1_000);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        read.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      }
    } catch (IOException e) {
      return read.toString(); // its peer closed with bytes unread
    }
    return read.toString();
  }

  @Test
  void eachRefusalIsToldOnce() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertTrue(ask("x", "evil.example:443").startsWith("HTTP/1.1 403 "));
    }
    assertEquals(
        List.of("egress refused: evil.example:443 is not declared in the function's egress"),
        refusals);
  }

  @Test
  void closingEndsTunnels() throws IOException {
    try (SocketChannel channel = connect()) {
      send(channel, "CONNECT " + here("declared.test") + " HTTP/1.1\r\n\r\n");
      assertEquals(ESTABLISHED, read(channel, ESTABLISHED.length()));
      proxy.close();
      assertEquals("", readAll(channel));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "http://a:7", "a:0", "a b:1", ":1"})
  void wrongPrivateHostIsNamed(String host) {
    var config =
        new Config(Optional.of(List.of(host)), Duration.ofSeconds(1), Duration.ofSeconds(1));
    var error = assertThrows(IllegalArgumentException.class, () -> new Egress(config, timer));
    assertTrue(String.valueOf(error.getMessage()).contains('"' + host + '"'));
  }
}
