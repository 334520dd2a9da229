package dev.hearth.bench.machine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The runtime's database, with what the runtime itself was given to reach it. */
public record Database(String url, String user, String password) {
  private static final String PREFIX = "QUARKUS_DATASOURCE_";

  /** Reads the settings out of the environment of the gateway's process. */
  public static Database of(Installation installation) throws IOException {
    Path file = Path.of("/proc", Long.toString(installation.gateway()), "environ");
    Map<String, String> environment = new HashMap<>();
    for (String variable : Files.readString(file).split("\0", -1)) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return new Database(
        required(environment, PREFIX + "JDBC_URL"),
        required(environment, PREFIX + "USERNAME"),
        required(environment, PREFIX + "PASSWORD"));
  }

  private static String required(Map<String, String> environment, String name) throws IOException {
    String value = environment.get(name);
    if (value == null) {
      throw new IOException("the gateway's process has no " + name);
    }
    return value;
  }

  /** Runs statements. */
  public void execute(String statements) throws IOException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IOException("the database refused: " + statements, e);
    }
  }

  /** Variables by which PostgreSQL's own programs reach it. */
  public Map<String, String> environment() {
    URI address = URI.create(url.substring("jdbc:".length()));
    return Map.of(
        "PGHOST",
        address.getHost(),
        "PGPORT",
        Integer.toString(address.getPort()),
        "PGDATABASE",
        address.getPath().substring(1),
        "PGUSER",
        user,
        "PGPASSWORD",
        password,
        "PGOPTIONS",
        "-c search_path=runtime");
  }
}
