package dev.hearth.marketplace.console.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir Path folder;

  @Test
  void isMadeOnceForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("secrets/console");
    byte[] made = SecretFile.readOrMake(file, random);
    assertEquals(32, made.length);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertArrayEquals(made, SecretFile.readOrMake(file, random));
    try (var files = Files.list(folder.resolve("secrets"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void startersAtOnceAgreeOnOneSecret() throws Exception {
    Path file = folder.resolve("console");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<byte[]> start = () -> SecretFile.readOrMake(file, random);
      Set<String> secrets =
          threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> start).toList()).stream()
              .map(Future::resultNow)
              .map(secret -> HexFormat.of().formatHex(secret))
              .collect(Collectors.toSet());
      assertEquals(1, secrets.size());
    }
  }
}
