package dev.hearth.examples.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmPackageTest {
  @TempDir private Path folder;

  @Test
  void takesFilesOutOfAPackageOfTheRightDigestOnly() throws IOException, InterruptedException {
    Path archive = Files.write(folder.resolve("thing-1.0.0.tgz"), archive());
    var wanted = new NpmPackage("@some/thing", "1.0.0", Digests.sha256(archive));
    Map<String, byte[]> files = wanted.files(folder, Set.of("b.txt"));
    assertEquals(
        "second".repeat(200),
        new String(files.getOrDefault("b.txt", new byte[0]), StandardCharsets.UTF_8));
    assertThrows(IOException.class, () -> wanted.files(folder, Set.of("c.txt")));
    var other = new NpmPackage("@some/thing", "1.0.0", "0".repeat(64));
    assertThrows(IOException.class, () -> other.files(folder, Set.of("b.txt")));
    assertFalse(Files.exists(archive), "a wrong archive isn't kept");
  }

  private static byte[] archive() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      for (String[] file :
          new String[][] {{"package/a.txt", "first"}, {"package/b.txt", "second".repeat(200)}}) {
        byte[] content = file[1].getBytes(StandardCharsets.UTF_8);
        var header = new byte[512];
        put(header, 0, file[0]);
        put(header, 124, "%011o".formatted(content.length));
        out.write(header);
        out.write(content);
        out.write(new byte[Math.floorMod(-content.length, 512)]);
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
