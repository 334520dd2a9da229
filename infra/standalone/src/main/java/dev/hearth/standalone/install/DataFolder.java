package dev.hearth.standalone.install;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything of one installation stands. Only {@link #create} touches the disk.
 *
 * @param root absolute
 */
public record DataFolder(Path root) {
  private static final int HASH_DIGITS = 10;

  /** Makes the folders. Parts that sandboxed workers read can be passed through by all users. */
  public void create() throws IOException {
    try {
      PrivateFiles.folder(root, "rwx--x--x");
    } catch (IOException e) {
      throw new CommandFailure(
          "%s can't be used for data (%s); choose another folder with --data DIR."
              .formatted(root, e),
          e);
    }
    PrivateFiles.folder(log(), "rwx------");
    PrivateFiles.folder(secrets(), "rwx------");
    PrivateFiles.folder(tls(), "rwx--x--x");
    PrivateFiles.folder(run(), "rwx------");
    PrivateFiles.folder(blobs(), "rwxr-xr-x");
    PrivateFiles.folder(cache(), "rwx--x--x");
    PrivateFiles.folder(media(), "rwxr-xr-x");
    PrivateFiles.folder(work(), "rwx--x--x");
    PrivateFiles.folder(runtimeFolder(), "rwx--x--x");
    PrivateFiles.folder(sockets(), "rwx------");
    // Also called beside a running node, whose workers have to get through.
    PrivateFiles.folder(workers(), "rwx--x--x");
  }

  /** Logs. */
  public Path log() {
    return root.resolve("log");
  }

  /** Passwords and the console's secret. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** The local CA and what it signed; clients read the CA's certificate. */
  public Path tls() {
    return root.resolve("tls");
  }

  /** What runs now: pid files, the lock, the supervisor's state. */
  public Path run() {
    return root.resolve("run");
  }

  /** What functions are made of. */
  public Path blobs() {
    return root.resolve("blobs");
  }

  /** Functions' files that came from elsewhere, and which files were verified. */
  public Path cache() {
    return root.resolve("cache");
  }

  /** What calls take and give. */
  public Path media() {
    return root.resolve("media");
  }

  /** What calls that run now take and give. */
  public Path work() {
    return root.resolve("work");
  }

  /** PostgreSQL's data. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /** Accounts and keys that the marketplace ensures at its start. */
  public Path bootstrap() {
    return root.resolve("bootstrap.json");
  }

  /** What the operator sets for a service; often absent. */
  public Path config(String service) {
    return root.resolve("config").resolve(service + ".properties");
  }

  /** Which examples were published already. */
  public Path examples() {
    return root.resolve("examples.json");
  }

  /** The last lines of a log are the first thing to look at when something fails. */
  public Path log(String process) {
    return log().resolve(process + ".log");
  }

  /**
   * A short folder for what must not have a long path: a Unix socket's path has at most 107 bytes.
   */
  public Path runtimeFolder() {
    String hash =
        BlobDigest.of(root.toString().getBytes(StandardCharsets.UTF_8))
            .hex()
            .substring(0, HASH_DIGITS);
    if (Account.isRoot()) {
      return Path.of("/run/hearth-" + hash);
    }
    String session = System.getenv("XDG_RUNTIME_DIR");
    if (session != null && session.length() < 40 && Files.isWritable(Path.of(session))) {
      return Path.of(session, "hearth-" + hash);
    }
    return Path.of("/tmp", "hearth-" + Account.userName() + "-" + hash);
  }

  /** PostgreSQL's socket. */
  public Path sockets() {
    return runtimeFolder().resolve("pg");
  }

  /** Sockets of workers. */
  public Path workers() {
    return runtimeFolder().resolve("node");
  }
}
