package dev.hearth.sdk.cli.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks whether a project's sources change. It looks again and again instead of being told: file
 * systems of containers and networks often don't tell.
 */
final class SourceWatch {
  private static final long INTERVAL_MILLIS = 300;

  private final Path project;
  private Map<Path, Stamp> known;

  private record Stamp(long modifiedNanos, long bytes) {}

  SourceWatch(Path project) throws IOException {
    this.project = project;
    this.known = look();
  }

  /** Waits until something has changed and nothing changes any more. */
  void awaitChange() throws IOException, InterruptedException {
    while (look().equals(known)) {
      Thread.sleep(INTERVAL_MILLIS);
    }
    Map<Path, Stamp> before;
    do {
      before = look();
      Thread.sleep(INTERVAL_MILLIS);
    } while (!look().equals(before));
    known = before;
  }

  private Map<Path, Stamp> look() throws IOException {
    var stamps = new HashMap<Path, Stamp>();
    for (Path part : new Path[] {project.resolve("pom.xml"), project.resolve("src/main")}) {
      if (Files.exists(part)) {
        Files.walkFileTree(part, new Collector(stamps));
      }
    }
    return stamps;
  }

  /** Passes over what disappears while it looks. */
  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Map<Path, Stamp> stamps;

    Collector(Map<Path, Stamp> stamps) {
      this.stamps = stamps;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      long modified = attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
      stamps.put(file, new Stamp(modified, attributes.size()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
