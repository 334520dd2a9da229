package dev.hearth.standalone.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/** The database {@code hearth} with one schema and one role for each service. */
public final class HearthDatabase {
  private static final String DATABASE = "hearth";
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(30);
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(5);

  /** SQLSTATE class 57: the server is there, but starting up or shutting down. */
  private static final String STARTING_UP = "57P03";

  private final int port;
  private final String superuserPassword;

  public HearthDatabase(int port, String superuserPassword) {
    this.port = port;
    this.superuserPassword = superuserPassword;
  }

  /** Where a service finds its schema. */
  public String url(String service) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=%s".formatted(port, DATABASE, service);
  }

  /**
   * Waits until the server takes connections; after a crash it may have to recover first.
   *
   * @param alive whether its process lives; when it doesn't, waiting is in vain
   */
  public void await(BooleanSupplier alive) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_RECOVERY.toNanos();
    while (true) {
      try (var _ = connect("postgres")) {
        return;
      } catch (SQLException e) {
        boolean refused = "08001".equals(e.getSQLState()) || STARTING_UP.equals(e.getSQLState());
        if (!refused || !alive.getAsBoolean() || System.nanoTime() > deadline) {
          throw new IOException("PostgreSQL takes no connections: " + e.getMessage(), e);
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    }
  }

  /** Makes the database where it is missing. */
  public void ensure() throws IOException {
    try (Connection connection = connect("postgres")) {
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
        run(connection, "CREATE DATABASE " + DATABASE);
      }
      run(connection, "REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
    } catch (SQLException e) {
      throw new IOException("the database can't be set up: " + e.getMessage(), e);
    }
  }

  /**
   * Makes a service's role and schema where they are missing; its password is this afterwards.
   *
   * @param service a lower-case word; role and schema are named so
   * @param password letters and digits only, as PostgreSQL takes no parameters here
   */
  public void ensureService(String service, String password) throws IOException {
    requirePlain(service);
    requirePlain(password);
    try (Connection connection = connect(DATABASE)) {
      boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", service);
      String verb = known ? "ALTER" : "CREATE";
      run(connection, "%s ROLE %s LOGIN PASSWORD '%s'".formatted(verb, service, password));
      run(connection, "GRANT CONNECT, TEMPORARY ON DATABASE " + DATABASE + " TO " + service);
      run(connection, "CREATE SCHEMA IF NOT EXISTS " + service + " AUTHORIZATION " + service);
    } catch (SQLException e) {
      throw new IOException("the schema of " + service + " can't be set up: " + e.getMessage(), e);
    }
  }

  private static void requirePlain(String word) {
    if (!word.matches("[a-z0-9]+")) {
      throw new IllegalArgumentException("role names and passwords are plain words here");
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", PostgresServer.SUPERUSER);
    properties.setProperty("password", superuserPassword);
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("ApplicationName", "hearth supervisor");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
  }
}
