package dev.hearth.sdk.conformance;

import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one worker under test: its socket, its function's files, its scratch.
 *
 * @param folder with a short path, as a socket's path has 107 bytes at most
 */
record Place(Path folder) implements AutoCloseable {
  static final String WORDS = "größer 🙂";
  static final JsonObject DEVICE =
      JsonObject.builder()
          .put("kind", "cpu")
          .put("index", 0)
          .put("memory_bytes", 512L << 20)
          .put("threads", 2)
          .build();

  static Place make() throws IOException {
    var place = new Place(Files.createTempDirectory("hearth"));
    Files.createDirectories(place.root().resolve("weights/small"));
    Files.writeString(place.root().resolve("weights/small/words.txt"), WORDS);
    Files.createDirectory(place.scratch());
    return place;
  }

  Path socket() {
    return folder.resolve("s");
  }

  Path root() {
    return folder.resolve("function");
  }

  Path scratch() {
    return folder.resolve("scratch");
  }

  /** What the process writes to its own standard streams. */
  Path output() {
    return folder.resolve("output");
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
