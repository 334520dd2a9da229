package dev.hearth.standalone.install;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The system account that programs which refuse to run as root run as.
 *
 * @param uid number of the user
 * @param gid number of its group
 */
public record Account(int uid, int gid) {
  /** Whether this process runs as root. */
  public static boolean isRoot() {
    return "root".equals(userName());
  }

  /** Name of the user of this process. */
  public static String userName() {
    return System.getProperty("user.name", "unknown");
  }

  /** The account for unprivileged children of root; empty when this process isn't root. */
  public static Optional<Account> unprivileged() {
    return isRoot() ? Optional.of(nobody()) : Optional.empty();
  }

  private static Account nobody() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.UTF_8);
      for (String line : lines) {
        String[] parts = line.split(":", -1);
        if (parts.length > 3 && parts[0].equals("nobody")) {
          return new Account(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        }
      }
    } catch (IOException e) {
      throw new CommandFailure("/etc/passwd can't be read: " + e.getMessage(), e);
    }
    throw new CommandFailure(
        "PostgreSQL doesn't run as root, and this system has no user \"nobody\" to run it as;"
            + " start Hearth as another user.");
  }

  /** Makes this account the owner of a file or folder. */
  public void own(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", uid);
    Files.setAttribute(path, "unix:gid", gid);
  }
}
