package dev.hearth.kernels.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compiled kernels that are checked in are those of the sources that are checked in. */
final class FatbinTest {
  private static final Path SOURCES = Path.of("src/main/cuda");
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final String RECORD = "dev/hearth/kernels/fatbins.properties";
  private static final long MOST_BYTES = 1 << 20;

  private final Properties record = new Properties();

  FatbinTest() throws IOException {
    try (var in = Files.newInputStream(RESOURCES.resolve(RECORD))) {
      record.load(in);
    }
  }

  @Test
  void sourcesHaveNotChangedSince() throws Exception {
    String lines =
        files(SOURCES).stream()
            .map(file -> sha256(SOURCES.resolve(file)) + "  ./" + file + "\n")
            .collect(Collectors.joining());
    assertEquals(
        sha256(lines.getBytes(StandardCharsets.UTF_8)),
        record.getProperty("sources"),
        "the CUDA sources were changed: build once where nvcc is, and check in the fatbins");
  }

  @Test
  void everySourceHasItsFatbinAndNothingElseIsThere() throws IOException {
    List<String> expected =
        files(SOURCES).stream()
            .filter(file -> file.endsWith(".cu"))
            .map(file -> file.replaceAll("\\.cu$", ".fatbin"))
            .toList();
    List<String> present =
        files(RESOURCES).stream().filter(file -> file.endsWith(".fatbin")).toList();
    assertEquals(expected, present);
    for (String fatbin : present) {
      assertEquals(record.getProperty(fatbin), sha256(RESOURCES.resolve(fatbin)), fatbin);
    }
  }

  @Test
  void fatbinsAreSmall() throws IOException {
    long bytes = 0;
    for (String file : files(RESOURCES)) {
      bytes += Files.size(RESOURCES.resolve(file));
    }
    assertTrue(bytes < MOST_BYTES, bytes + " bytes");
  }

  /** In the order of their names' bytes. */
  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static String sha256(Path file) {
    try {
      return sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
