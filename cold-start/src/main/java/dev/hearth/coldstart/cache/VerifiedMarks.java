package dev.hearth.coldstart.cache;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Remembers on disk which files were verified, each by a line that tells the file from every other
 * and from itself after a change: device, inode, length, and the times of the last change of
 * content and of inode. The latter can't be set by anybody, so that whoever writes into a file, or
 * puts another in its place, has it verified again. (The kernel's clock ticks every few
 * milliseconds: a change in the very tick of the file's own creation isn't seen.)
 *
 * <p>A mark needs no sync: one that is lost or torn costs a verification.
 */
final class VerifiedMarks {
  /**
   * A mark.
   *
   * @param reloadSeconds what it took to get the blob
   */
  record Mark(String identity, double reloadSeconds) {}

  private final Path folder;

  VerifiedMarks(Path folder) {
    this.folder = folder;
  }

  /** What tells this file, as it is now, from others. */
  static String identity(Path file) throws IOException {
    Map<String, Object> is = Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
    return "%s %s %s %s %s"
        .formatted(
            is.get("dev"),
            is.get("ino"),
            is.get("size"),
            instant(is.get("lastModifiedTime")),
            instant(is.get("ctime")));
  }

  private static String instant(@org.jspecify.annotations.Nullable Object time) {
    return time instanceof FileTime known ? known.toInstant().toString() : "unknown";
  }

  /** Whether the file is the one that was verified, unchanged. */
  boolean confirm(BlobDigest digest, Path file) throws IOException {
    Optional<Mark> mark = read(digest);
    return mark.isPresent() && mark.get().identity().equals(identity(file));
  }

  /** The mark of a blob. */
  Optional<Mark> read(BlobDigest digest) throws IOException {
    try {
      String line = Files.readString(folder.resolve(digest.hex()));
      int space = line.indexOf(' ');
      return space < 0
          ? Optional.empty()
          : Optional.of(
              new Mark(
                  line.substring(space + 1).stripTrailing(),
                  Double.parseDouble(line.substring(0, space))));
    } catch (NoSuchFileException
        | NumberFormatException
        | java.nio.charset.CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Notes that a file was verified when it was what this identity says. */
  void write(BlobDigest digest, Mark mark) throws IOException {
    Path fresh = folder.resolve(UUID.randomUUID() + ".new");
    Files.writeString(fresh, mark.reloadSeconds() + " " + mark.identity() + "\n");
    Files.move(fresh, folder.resolve(digest.hex()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets a blob. */
  void delete(BlobDigest digest) throws IOException {
    Files.deleteIfExists(folder.resolve(digest.hex()));
  }
}
