package dev.hearth.standalone.postgres;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.standalone.install.Account;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.PrivateFiles;
import dev.hearth.standalone.process.ChildSpec;
import dev.hearth.standalone.process.FolderView;
import dev.hearth.standalone.process.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The database server of an installation: real, with its data kept and synced to disk. It listens
 * on loopback and on a socket in a private folder. As root it runs as another user.
 */
public final class PostgresServer {
  /** Name of the superuser; only the supervisor knows its password. */
  static final String SUPERUSER = "hearth_admin";

  /** INT is PostgreSQL's fast shutdown: it disconnects clients and writes a checkpoint. */
  private static final ChildSpec.Ending ENDING =
      new ChildSpec.Ending("INT", "INT", Duration.ofSeconds(20));

  private static final Duration INITDB = Duration.ofMinutes(5);

  private final PostgresBinaries binaries;
  private final DataFolder data;
  private final Optional<Account> account;
  private final FolderView view;

  public PostgresServer(
      PostgresBinaries binaries, DataFolder data, Optional<Account> account, FolderView view) {
    this.binaries = binaries;
    this.data = data;
    this.account = account;
    this.view = view;
  }

  /**
   * Makes the data directory where it is missing. It is made beside its place and then moved there,
   * so that a crash leaves none rather than half of one.
   */
  public void ensureCluster(String superuserPassword) throws IOException, InterruptedException {
    own(data.sockets());
    Path cluster = data.postgres();
    if (Files.exists(cluster.resolve("PG_VERSION"))) {
      own(cluster);
      return;
    }
    Path beside = data.root().resolve("postgres.new");
    PostgresBinaries.deleteTree(beside);
    PrivateFiles.folder(beside, "rwx------");
    own(beside);
    Path password = data.sockets().resolve("initdb.password");
    try {
      PrivateFiles.write(password, superuserPassword + "\n");
      own(password);
      initdb(beside, password);
    } finally {
      Files.deleteIfExists(password);
    }
    Files.move(beside, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private void own(Path path) throws IOException {
    if (account.isPresent()) {
      account.get().own(path);
    }
  }

  private void initdb(Path cluster, Path password) throws IOException, InterruptedException {
    var initdb =
        new ChildSpec(
            "initdb",
            List.of(
                view.seen(binaries.program("initdb")).toString(),
                "--pgdata=" + view.seen(cluster),
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // No collation of the operating system, whose updates would damage indexes.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"),
            environment(),
            account,
            view,
            ENDING);
    var builder = initdb.toBuilder().redirectErrorStream(true);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    boolean ended = process.waitFor(INITDB.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new CommandFailure("PostgreSQL's data could not be set up:\n" + output);
    }
  }

  /** The server's process, listening on this port. */
  public ChildSpec process(int port) {
    return new ChildSpec(
        "postgres",
        List.of(
            view.seen(binaries.program("postgres")).toString(),
            "-D",
            view.seen(data.postgres()).toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=" + data.sockets(),
            "-c",
            "unix_socket_permissions=0700",
            "-c",
            "fsync=on",
            "-c",
            "full_page_writes=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "password_encryption=scram-sha-256",
            "-c",
            "max_connections=100",
            "-c",
            "shared_buffers=128MB",
            "-c",
            "timezone=UTC",
            "-c",
            "log_timezone=UTC"),
        environment(),
        account,
        view,
        ENDING);
  }

  private static Map<String, String> environment() {
    return Map.of("PATH", Tools.path(), "LC_ALL", "C", "TZ", "UTC");
  }
}
