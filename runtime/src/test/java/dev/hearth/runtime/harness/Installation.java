package dev.hearth.runtime.harness;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the supervisor gives a runtime: a database, folders, and where the marketplace is. */
public final class Installation implements QuarkusTestResourceLifecycleManager {
  /** Origin under which the runtime believes to be reached; tests put the real one in its place. */
  public static final String API = "http://api.hearth.test";

  /** Another origin under which it was or is reached. */
  public static final String FORMER_API = "https://former.hearth.test";

  private @Nullable EmbeddedPostgres postgres;
  private @Nullable Path folder;

  @Override
  public Map<String, String> start() {
    try {
      postgres = EmbeddedPostgres.start();
      folder = Files.createTempDirectory("hearth-runtime-test");
      return Map.ofEntries(
          Map.entry(
              "quarkus.datasource.jdbc.url",
              "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=runtime"
                  .formatted(postgres.getPort())),
          Map.entry("quarkus.datasource.username", "postgres"),
          Map.entry("quarkus.datasource.password", ""),
          Map.entry("quarkus.flyway.create-schemas", "true"),
          Map.entry("hearth.marketplace.url", "http://127.0.0.1:" + freePort()),
          Map.entry("hearth.internal.token", FakeMarketplace.TOKEN),
          Map.entry("hearth.public.api-url", API),
          Map.entry("hearth.public.api-aliases", FORMER_API),
          Map.entry("hearth.media.directory", folder.resolve("media").toString()),
          Map.entry("hearth.media.max-upload", "1M"),
          Map.entry("hearth.media.max-input-size", "1M"),
          Map.entry("hearth.gateway.max-body", "2M"),
          Map.entry("hearth.fetch.allowed-origins", "http://127.0.0.1:" + freePort()),
          Map.entry("hearth.blobs.directory", folder.resolve("blobs").toString()),
          Map.entry("hearth.node.runtime-directory", folder.resolve("node").toString()),
          Map.entry("hearth.node.worker-class-path", ""),
          Map.entry("hearth.node.java-home", System.getProperty("java.home")),
          Map.entry("hearth.deployment.interval", "0s"),
          Map.entry("hearth.credit.patience", "1s"),
          Map.entry("hearth.queue.ahead-per-version", "8"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {
    try {
      if (postgres != null) {
        postgres.close();
      }
      if (folder != null) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
