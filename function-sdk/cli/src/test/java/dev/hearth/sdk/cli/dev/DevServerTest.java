package dev.hearth.sdk.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches the page, and what it says while there is no function yet. */
@Timeout(60)
final class DevServerTest {
  @TempDir private Path folder;

  private final DevLog log = new DevLog(new PrintWriter(new StringWriter(), true));
  private DevServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = DevServer.start(0, new DevProject(folder, Map.of(), log), log);
    port = URI.create(server.url()).getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** By hand, as an HTTP client wouldn't send a false {@code Host}. */
  private String ask(String line, String host, String... more) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          line
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\n"
              + String.join("\r\n", more)
              + (more.length == 0 ? "\r\n" : "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String post(String type, String body) {
    return "Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s".formatted(type, body.length(), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "localhost:1"})
  void pageIsServedToThisMachine(String host) throws IOException {
    String page = ask("GET /", host);
    assertTrue(page.startsWith("HTTP/1.1 200"), page);
    assertTrue(
        page.contains("default-src 'self'") && page.contains("frame-ancestors 'none'"), page);
    for (String part : new String[] {"/dev.js", "/dev.css"}) {
      assertTrue(ask("GET " + part, host).startsWith("HTTP/1.1 200"), part);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "127.0.0.1:80:80", ""})
  void otherHostsAreSentAway(String host) throws IOException {
    for (String path : new String[] {"/", "/dev/state", "/run/me/x", "/media/1/0"}) {
      String answer = ask("GET " + path, host);
      assertTrue(answer.startsWith("HTTP/1.1 403") || answer.startsWith("HTTP/1.1 400"), answer);
    }
  }

  @ParameterizedTest
  @CsvSource({"text/plain,400", "application/x-www-form-urlencoded,400", "application/json,503"})
  void onlyJsonIsTaken(String type, int status) throws IOException {
    String answer = ask("POST /run/me/poster", "localhost", post(type, "{}"));
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT /,400",
    "GET /missing,404",
    "GET /../pom.xml,404",
    "GET /media/../../etc/passwd,404"
  })
  void anythingElseIsRefused(String line, int status) throws IOException {
    String answer = ask(line, "localhost");
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
  }

  @Test
  void callBeforeTheFirstBuildSaysSo() throws IOException {
    String answer = ask("POST /run/me/poster", "localhost", post("application/json", "{}"));
    assertTrue(answer.contains("the function isn't up: it is being built"), answer);
    assertTrue(
        answer.contains("x-fal-error-type: runner_scheduling_failure")
            || answer.contains("X-fal-error-type: runner_scheduling_failure"),
        answer);
  }

  @Test
  void stateHasTheLinesThatFollow() throws IOException {
    log.add("INFO", "first");
    log.add("ERROR", "second \"quoted\"");
    String answer = ask("GET /dev/state?state=0&log=1", "localhost");
    assertTrue(answer.contains("\"phase\":\"building\""), answer);
    assertTrue(answer.contains("second \\\"quoted\\\"") && !answer.contains("first"), answer);
  }

  @Test
  void portThatIsTakenIsSaidSo() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> DevServer.start(port, new DevProject(folder, Map.of(), log), log));
    assertTrue(String.valueOf(failure.getMessage()).contains("port " + port), failure.getMessage());
  }

  @Test
  void folderWithoutAProjectIsSaidSo() {
    Ran ran = Ran.hearth("dev", folder.toString());
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("has no pom.xml"), ran.err());
    assertEquals(2, Ran.hearth("dev", "--port", "70000").status());
  }

  @Test
  void changesOfSourcesAreSeen() throws Exception {
    Path source = Files.createDirectories(folder.resolve("src/main/java")).resolve("A.java");
    Files.writeString(source, "a");
    var watch = new SourceWatch(folder);
    var seen = new CountDownLatch(3);
    Thread watching =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (seen.getCount() > 0) {
                      watch.awaitChange();
                      seen.countDown();
                    }
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Files.setLastModifiedTime(source, FileTime.fromMillis(1));
    awaitCount(seen, 2);
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    awaitCount(seen, 1);
    Files.delete(source);
    seen.await();
    watching.join();
  }

  private static void awaitCount(CountDownLatch latch, long count) {
    while (latch.getCount() > count) {
      Thread.onSpinWait();
    }
  }
}
