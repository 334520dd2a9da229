package dev.hearth.standalone.postgres;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, unpacked once from the jar that brings them. */
public record PostgresBinaries(Path home) {
  /** The version in the jar; a data directory of 18 needs programs of 18. */
  public static final String VERSION = "18.6";

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  /** The unpacked programs below a folder; unpacks them when they aren't there. */
  public static PostgresBinaries in(Path data) throws IOException {
    Path home = data.resolve("postgres-" + VERSION);
    if (!Files.isDirectory(home)) {
      Path beside = Files.createTempDirectory(data, ".postgres-");
      try {
        unpack(beside);
        Files.setPosixFilePermissions(beside, permissions(0755));
        Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        deleteTree(beside);
      }
    }
    return new PostgresBinaries(home);
  }

  /** One of the programs. */
  public Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static void unpack(Path into) throws IOException {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
    if (archive == null || !machine.equals("Linux amd64")) {
      throw new CommandFailure(
          "./hearth up brings PostgreSQL for Linux on x86-64; this machine is %s."
              .formatted(machine));
    }
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpackOne(tar, entry, into);
      }
    }
  }

  private static void unpackOne(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive has an entry outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      Files.setPosixFilePermissions(target, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromOwnerRead = PosixFilePermission.values();
    for (int bit = 0; bit < fromOwnerRead.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(fromOwnerRead[bit]);
      }
    }
    return permissions;
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
