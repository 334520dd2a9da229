package dev.hearth.marketplace.console.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** A file of random bytes that only its owner can read; made on first use. */
final class SecretFile {
  private SecretFile() {}

  static byte[] readOrMake(Path file, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        make(file, random);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the console's secret " + file, e);
    }
  }

  // Written beside and then linked into place, so that no reader ever sees half a secret and two
  // starters end with the same one.
  private static void make(Path file, SecureRandom random) throws IOException {
    byte[] secret = new byte[Seal.KEY_BYTES];
    random.nextBytes(secret);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(folder, ".secret", "", ownerOnly);
    try {
      Files.write(fresh, secret);
      place(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void place(Path fresh, Path file) throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException _) {
      // Another process was first; its secret counts.
    } catch (UnsupportedOperationException _) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
