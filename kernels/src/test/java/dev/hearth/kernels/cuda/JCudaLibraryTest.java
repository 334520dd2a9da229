package dev.hearth.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JCudaLibraryTest {
  private static final ClassLoader JARS =
      Objects.requireNonNull(JCudaLibraryTest.class.getClassLoader());

  @Test
  void standsAloneInAFolderOfOursAndGoesWithIt() throws IOException {
    Path folder;
    try (var library = JCudaLibrary.extract(JARS)) {
      folder = Objects.requireNonNull(library.file().getParent());
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
      assertEquals(
          "libJCudaDriver-12.6.0-linux-x86_64.so", String.valueOf(library.file().getFileName()));
      assertTrue(Files.size(library.file()) > 1 << 20);
    }
    assertFalse(Files.exists(folder));
  }

  @Test
  void isNewEachTime() {
    try (var one = JCudaLibrary.extract(JARS);
        var other = JCudaLibrary.extract(JARS)) {
      assertFalse(one.file().equals(other.file()));
    }
  }

  @Test
  void anotherLibraryOfThatNameIsRefused() {
    var failure =
        assertThrows(CudaException.class, () -> JCudaLibrary.extract(jarsWith("something else")));
    assertTrue(String.valueOf(failure.getMessage()).contains("has SHA-256"), failure::toString);
  }

  @Test
  void missingLibraryIsNamed() {
    var failure = assertThrows(CudaException.class, () -> JCudaLibrary.extract(jarsWith(null)));
    assertEquals(
        "lib/libJCudaDriver-12.6.0-linux-x86_64.so isn't on the class path", failure.getMessage());
  }

  private static ClassLoader jarsWith(@Nullable String content) {
    return new ClassLoader(null) {
      @Override
      public @Nullable InputStream getResourceAsStream(String name) {
        return content == null
            ? null
            : new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
