package dev.hearth.marketplace.installation;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL with the marketplace's schema and role, a blob folder, and accounts. */
public final class TestInstallation implements QuarkusTestResourceLifecycleManager {
  public static final String SERVICE_TOKEN = "a service token that only the tests know";
  public static final int MAX_BLOB_BYTES = 20_000_000;
  public static final int MAX_UNFINISHED_BYTES = 50_000_000;

  private @Nullable EmbeddedPostgres postgres;
  private @Nullable Path folder;

  @Override
  public Map<String, String> start() {
    try {
      EmbeddedPostgres started = EmbeddedPostgres.builder().start();
      postgres = started;
      makeSchema(started);
      Path data = Files.createTempDirectory("hearth-marketplace-test");
      folder = data;
      Path bootstrap = Files.writeString(data.resolve("bootstrap.json"), bootstrapJson());
      return Map.ofEntries(
          entry(
              "quarkus.datasource.jdbc.url",
              "jdbc:postgresql://localhost:%d/hearth?currentSchema=marketplace"
                  .formatted(started.getPort())),
          entry("quarkus.datasource.username", "marketplace"),
          entry("quarkus.datasource.password", "marketplace"),
          entry("hearth.internal.port", "0"),
          entry("hearth.internal.token", SERVICE_TOKEN),
          entry("hearth.blobs.directory", data.resolve("blobs").toString()),
          entry("hearth.blobs.max-bytes", Integer.toString(MAX_BLOB_BYTES)),
          entry("hearth.blobs.max-unfinished", Integer.toString(MAX_UNFINISHED_BYTES)),
          entry("hearth.console.secret-file", data.resolve("console-secret").toString()),
          entry("hearth.secret.key-file", data.resolve("sealing-keys").toString()),
          entry("hearth.bootstrap.file", bootstrap.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void makeSchema(EmbeddedPostgres postgres) throws SQLException {
    execute(
        postgres,
        "postgres",
        "create role marketplace login password 'marketplace'",
        "create database hearth");
    execute(postgres, "hearth", "create schema marketplace authorization marketplace");
  }

  private static void execute(EmbeddedPostgres postgres, String database, String... commands)
      throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  static String bootstrapJson() {
    return Arrays.stream(TestKey.values())
        .map(TestKey::bootstrapJson)
        .collect(Collectors.joining(",", "{\"accounts\":[", "]}"));
  }

  @Override
  public void stop() {
    try {
      if (postgres != null) {
        postgres.close();
      }
      if (folder != null) {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
