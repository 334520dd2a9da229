package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trees of local files, so that weights aren't read again at each deploy. A tree is good as long as
 * the file's stamp is what it was: path, device, inode, length, and the times of content and inode.
 * The last can't be set by programs. Each tree is a file of its own, so that commands may run
 * beside each other. Thread-safe.
 */
public final class TreeCache {
  /** Smaller files are read faster than this saves. */
  private static final long LEAST_BYTES = 1 << 20;

  /** A file may change again within the same tick of its file system's clock. */
  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

  private static final int MOST_ENTRIES = 1_000;

  private final Path folder;
  private final Clock clock;
  private final Consumer<String> warnings;

  /**
   * A cache.
   *
   * @param warnings hears why nothing is remembered; that only costs time
   */
  TreeCache(Path folder, Clock clock, Consumer<String> warnings) {
    this.folder = folder;
    this.clock = clock;
    this.warnings = warnings;
  }

  /** The cache of this user. */
  public static TreeCache ofUser(Consumer<String> warnings) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home", ""), ".cache")
            : Path.of(cache);
    return new TreeCache(base.resolve("hearth").resolve("trees"), Clock.systemUTC(), warnings);
  }

  /** The tree of a file, read only if it may have changed. */
  BlobTree of(Path file) throws IOException {
    if (Files.size(file) < LEAST_BYTES) {
      return FileTree.of(file);
    }
    Stamp before = Stamp.of(file);
    Optional<BlobTree> known = find(before);
    if (known.isPresent()) {
      return known.get();
    }
    boolean settled = before.isOlderThan(COARSEST_CLOCK, clock);
    BlobTree tree = FileTree.of(file);
    if (settled && Stamp.of(file).equals(before)) {
      try {
        remember(before, tree);
      } catch (IOException e) {
        warnings.accept("digests can't be remembered in " + folder + ": " + e);
      }
    }
    return tree;
  }

  private Optional<BlobTree> find(Stamp stamp) {
    byte[] kept;
    try {
      kept = Files.readAllBytes(entry(stamp));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      warnings.accept("remembered digests can't be read: " + e);
      return Optional.empty();
    }
    byte[] head = stamp.bytes();
    if (!Arrays.equals(head, 0, head.length, kept, 0, Math.min(head.length, kept.length))) {
      return Optional.empty();
    }
    try {
      return Optional.of(BlobTree.parse(Arrays.copyOfRange(kept, head.length, kept.length)));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private void remember(Stamp stamp, BlobTree tree) throws IOException {
    Files.createDirectories(folder);
    forgetOldest();
    Path fresh = Files.createTempFile(folder, ".new", "");
    try {
      byte[] head = stamp.bytes();
      byte[] encoded = tree.encode();
      byte[] whole = Arrays.copyOf(head, head.length + encoded.length);
      System.arraycopy(encoded, 0, whole, head.length, encoded.length);
      Files.write(fresh, whole);
      Files.move(fresh, entry(stamp), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void forgetOldest() throws IOException {
    record Aged(Path file, FileTime at) {}
    List<Aged> entries = new java.util.ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        entries.add(new Aged(file, Files.getLastModifiedTime(file)));
      }
    }
    entries.sort(Comparator.comparing(Aged::at));
    for (Aged old : entries.subList(0, Math.max(0, entries.size() - MOST_ENTRIES + 1))) {
      Files.deleteIfExists(old.file());
    }
  }

  private Path entry(Stamp stamp) {
    return folder.resolve(
        BlobDigest.of(stamp.path().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
  }

  /** What changes when a file does. */
  private record Stamp(String path, String attributes, FileTime changed) {
    static Stamp of(Path file) throws IOException {
      Path real = file.toRealPath();
      Map<String, Object> unix =
          Files.readAttributes(real, "unix:dev,ino,size,lastModifiedTime,ctime");
      FileTime changed = time(unix, "ctime");
      FileTime written = time(unix, "lastModifiedTime");
      return new Stamp(
          real.toString(),
          "%s %s %s %s %s"
              .formatted(
                  unix.get("dev"),
                  unix.get("ino"),
                  unix.get("size"),
                  written.toInstant(),
                  changed.toInstant()),
          changed);
    }

    private static FileTime time(Map<String, Object> attributes, String name) {
      return (FileTime) Objects.requireNonNull(attributes.get(name));
    }

    boolean isOlderThan(Duration age, Clock clock) {
      return changed.toInstant().isBefore(clock.instant().minus(age));
    }

    byte[] bytes() {
      return (path + "\n" + attributes + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }
}
