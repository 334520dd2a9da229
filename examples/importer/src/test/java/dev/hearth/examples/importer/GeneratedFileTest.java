package dev.hearth.examples.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedFileTest {
  /** Of "abc": the first example of FIPS 180-2. */
  private static final String SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void saysWhetherItChanged() throws IOException {
    Path file = folder.resolve("some/abc.txt");
    byte[] abc = {'a', 'b', 'c'};
    String told = "abc.txt %s, 3 bytes, sha256 " + SHA256;
    assertEquals(told.formatted("CHANGED"), GeneratedFile.write(file, abc));
    assertArrayEquals(abc, Files.readAllBytes(file));
    assertEquals(told.formatted("is as it was"), GeneratedFile.write(file, abc));
    Files.writeString(file, "abd");
    assertEquals(told.formatted("CHANGED"), GeneratedFile.write(file, abc));
    assertArrayEquals(abc, Files.readAllBytes(file));
  }
}
