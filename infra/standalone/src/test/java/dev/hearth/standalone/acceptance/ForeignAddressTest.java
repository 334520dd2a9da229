package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addresses which a caller names but the node must never ask. HOST is this machine's name, PORT a
 * server on all its addresses.
 */
@ExtendWith(RunningInstallation.class)
final class ForeignAddressTest {
  private final Installation installation;
  private final AtomicInteger hits = new AtomicInteger();
  private HttpServer server;

  ForeignAddressTest(Installation installation) throws IOException {
    this.installation = installation;
    server = HttpServer.create(new InetSocketAddress(0), 0);
  }

  @BeforeEach
  void listen() throws IOException {
    byte[] picture = Pictures.png(Pictures.lineArt(16, 16));
    server.createContext(
        "/",
        exchange -> {
          hits.incrementAndGet();
          exchange.getResponseHeaders().add("Content-Type", "image/png");
          exchange.sendResponseHeaders(200, picture.length);
          exchange.getResponseBody().write(picture);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/a.png",
        "http://127.1:PORT/a.png",
        "http://2130706433:PORT/a.png",
        "http://0.0.0.0:PORT/a.png",
        "http://localhost:PORT/a.png",
        "http://anything.localhost:PORT/a.png",
        "http://HOST:PORT/a.png",
        "http://[::1]:PORT/a.png",
        "http://[::ffff:127.0.0.1]:PORT/a.png",
        "http://user@127.0.0.1:PORT/a.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/a.png",
        "http://192.168.0.1/a.png",
        "http://[fd00::1]/a.png",
        "file:///etc/passwd",
        "ftp://127.0.0.1:PORT/a.png",
      })
  void isRefusedUnasked(String template) throws Exception {
    String url =
        template
            .replace("HOST", InetAddress.getLocalHost().getHostName())
            .replace("PORT", Integer.toString(server.getAddress().getPort()));

    Reply direct = installation.developer().run(Upscale.FUNCTION, Upscale.input(url, 2));
    assertRefused(direct);

    Reply submitted = installation.developer().submit(Upscale.FUNCTION, Upscale.input(url, 2));
    assertRefused(
        submitted.status() == 200
            ? installation.developer().await(Upscale.FUNCTION, submitted.requestId())
            : submitted);
    assertEquals(0, hits.get(), "requests that reached the server");
  }

  private static void assertRefused(Reply reply) {
    assertEquals(422, reply.status(), reply::toString);
    assertEquals(
        "[\"body\",\"image_url\"]",
        reply.body().required("detail").required(0).required("loc").toString());
  }
}
