package dev.hearth.sdk.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeCacheTest {
  private static final int LENGTH = 2 << 20;

  @TempDir private Path folder = Path.of("");

  private final List<String> warnings = new ArrayList<>();
  private final Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

  private Path cache() {
    return folder.resolve("cache");
  }

  private Path file(int length) throws IOException {
    return Files.write(folder.resolve("model.bin"), new byte[length]);
  }

  private BlobDigest digest(Clock clock, Path file) throws IOException {
    return new TreeCache(cache(), clock, warnings::add).of(file).digest();
  }

  private long entries() throws IOException {
    if (!Files.isDirectory(cache())) {
      return 0;
    }
    try (Stream<Path> files = Files.list(cache())) {
      return files.count();
    }
  }

  /** Replaces what is remembered by the tree of other bytes, so that its use shows. */
  private void mark() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      Path entry = files.findFirst().orElseThrow();
      byte[] kept = Files.readAllBytes(entry);
      kept[kept.length - 1] ^= 1;
      Files.write(entry, kept);
    }
  }

  @Test
  void unchangedFileIsNotReadAgain() throws IOException {
    Path file = file(LENGTH);
    assertEquals(BlobDigest.of(file), digest(later, file));
    mark();
    assertNotEquals(BlobDigest.of(file), digest(later, file));
  }

  @Test
  void changedFileIsReadAgainThoughLengthAndTimeAreKept() throws IOException {
    Path file = file(LENGTH);
    FileTime written = Files.getLastModifiedTime(file);
    BlobDigest before = digest(later, file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}), 1_000);
    }
    Files.setLastModifiedTime(file, written);
    assertNotEquals(before, digest(later, file));
    assertEquals(BlobDigest.of(file), digest(later, file));
  }

  @Test
  void anotherFileInThePlaceIsReadAgain() throws IOException {
    Path file = file(LENGTH);
    BlobDigest before = digest(later, file);
    byte[] other = new byte[LENGTH];
    other[0] = 1;
    Path beside = Files.write(folder.resolve("beside"), other);
    Files.move(beside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertNotEquals(before, digest(later, file));
  }

  @Test
  void fileThatJustChangedOrIsSmallIsNotRemembered() throws IOException {
    BlobDigest _ = digest(Clock.systemUTC(), file(LENGTH));
    assertEquals(0, entries());
    BlobDigest _ = digest(later, file((1 << 20) - 1));
    assertEquals(0, entries());
  }

  @Test
  void damagedEntryIsNotBelieved() throws IOException {
    Path file = file(LENGTH);
    BlobDigest digest = digest(later, file);
    for (byte[] damaged :
        new byte[][] {{}, "x".getBytes(java.nio.charset.StandardCharsets.UTF_8)}) {
      try (Stream<Path> files = Files.list(cache())) {
        Files.write(files.findFirst().orElseThrow(), damaged);
      }
      assertEquals(digest, digest(later, file));
    }
  }

  @Test
  void cacheThatCannotBeWrittenCostsTimeAndAWarning() throws IOException {
    Files.writeString(cache(), "a file in the place of the folder");
    Path file = file(LENGTH);
    assertEquals(BlobDigest.of(file), digest(later, file));
    assertTrue(warnings.toString().contains("can't be remembered"), warnings::toString);
  }

  @Test
  void itsSizeIsBounded() throws IOException {
    Files.createDirectories(cache());
    for (int n = 0; n < 1_010; n++) {
      Path old = Files.write(cache().resolve("old" + n), new byte[0]);
      Files.setLastModifiedTime(old, FileTime.fromMillis(n));
    }
    BlobDigest _ = digest(later, file(LENGTH));
    assertEquals(1_000, entries());
    assertTrue(Files.exists(cache().resolve("old1009")));
  }
}
