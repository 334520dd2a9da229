package dev.hearth.standalone.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.standalone.install.Account;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.process.FolderView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresServerTest {
  private static final String ADMIN = "a1".repeat(32);
  private static final String SECRET = "b2".repeat(32);

  /** Not below a test's own folder, which may be too closed or too long for a server. */
  private final DataFolder data = new DataFolder(newFolder());

  private final int port = freePort();
  private PostgresServer server = server();
  private final HearthDatabase database = new HearthDatabase(port, ADMIN);

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("hearth-pg").toRealPath();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private PostgresServer server() {
    try {
      data.create();
      FolderView view =
          Account.isRoot()
              ? FolderView.forStrangers(List.of(data.root()), data.runtimeFolder())
              : FolderView.PLAIN;
      return new PostgresServer(
          PostgresBinaries.in(data.root()), data, Account.unprivileged(), view);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void makeCluster() throws Exception {
    server.ensureCluster(ADMIN);
  }

  @AfterEach
  void deleteAll() throws IOException {
    PostgresBinaries.deleteTree(data.root());
    PostgresBinaries.deleteTree(data.runtimeFolder());
  }

  @Test
  void dataIsKeptOverAKillAndAnotherStart() throws Exception {
    try (var running = new Running()) {
      database.ensure();
      database.ensureService("runtime", SECRET);
      try (Connection connection = connect(SECRET)) {
        run(connection, "CREATE TABLE kept (word text)");
        run(connection, "INSERT INTO kept VALUES ('ember')");
      }
      running.kill();
    }
    server = server();
    server.ensureCluster(ADMIN);
    try (var _ = new Running();
        Connection connection = connect(SECRET)) {
      assertEquals("ember", query(connection, "SELECT word FROM kept"));
    }
  }

  @Test
  void whatIsCommittedIsOnDiskAndWhatListensIsLoopback() throws Exception {
    try (var _ = new Running()) {
      database.ensure();
      database.ensureService("marketplace", SECRET);
      database.ensureService("runtime", SECRET);
      try (Connection connection = connect(SECRET)) {
        assertEquals("on", query(connection, "SHOW fsync"));
        assertEquals("on", query(connection, "SHOW full_page_writes"));
        assertEquals("on", query(connection, "SHOW synchronous_commit"));
        assertEquals("127.0.0.1", query(connection, "SHOW listen_addresses"));
        assertEquals("scram-sha-256", query(connection, "SHOW password_encryption"));
        assertEquals("UTF8", query(connection, "SHOW server_encoding"));
        assertEquals("runtime", query(connection, "SELECT current_schema()"));
        SQLException refused =
            assertThrows(
                SQLException.class, () -> run(connection, "CREATE TABLE marketplace.mine (a int)"));
        assertEquals("42501", refused.getSQLState(), "insufficient privilege");
      }
    }
  }

  @Test
  void aWrongPasswordIsRefusedAlsoOnTheSocket() throws Exception {
    try (var _ = new Running()) {
      database.ensure();
      database.ensureService("runtime", SECRET);
      assertEquals("28P01", assertThrows(SQLException.class, () -> connect("wrong")).getSQLState());
    }
    for (String line : Files.readAllLines(data.postgres().resolve("pg_hba.conf"))) {
      assertTrue(line.isBlank() || line.startsWith("#") || line.endsWith("scram-sha-256"), line);
    }
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.sockets())));
  }

  @Test
  void aServicePasswordThatWasLostIsSetAgain() throws Exception {
    try (var _ = new Running()) {
      database.ensure();
      database.ensureService("runtime", "c3".repeat(32));
      database.ensureService("runtime", SECRET);
      try (Connection connection = connect(SECRET)) {
        assertEquals("runtime", query(connection, "SELECT current_user"));
      }
    }
  }

  @Test
  void halfAClusterOfACrashIsMadeAnew() throws Exception {
    PostgresBinaries.deleteTree(data.postgres());
    Files.createDirectories(data.root().resolve("postgres.new/base"));
    server.ensureCluster(ADMIN);
    try (var _ = new Running()) {
      database.ensure();
    }
  }

  /** The server's process, for the length of a block. */
  private final class Running implements AutoCloseable {
    private final Process process;

    Running() throws Exception {
      process =
          server.process(port).toBuilder()
              .redirectErrorStream(true)
              .redirectOutput(data.log("postgres").toFile())
              .start();
      database.await(process::isAlive);
    }

    void kill() throws InterruptedException {
      process.destroyForcibly();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }

    @Override
    public void close() throws IOException {
      var _ = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
      assertEquals(0, process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue() % 137);
    }
  }

  private Connection connect(String password) throws SQLException {
    return DriverManager.getConnection(database.url("runtime"), "runtime", password);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return String.valueOf(rows.getString(1));
    }
  }
}
