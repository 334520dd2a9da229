package dev.hearth.examples.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A committed file that an importer makes. */
public final class GeneratedFile {
  private GeneratedFile() {}

  /**
   * Writes the file, unless it has that content.
   *
   * @return one line for a person: whether it changed, its size and its digest
   */
  public static String write(Path file, byte[] content) throws IOException {
    boolean same = Files.exists(file) && Arrays.equals(content, Files.readAllBytes(file));
    if (!same) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, content);
    }
    return String.format(
        Locale.ROOT,
        "%s %s, %,d bytes, sha256 %s",
        file.getFileName(),
        same ? "is as it was" : "CHANGED",
        content.length,
        Digests.sha256(content));
  }
}
