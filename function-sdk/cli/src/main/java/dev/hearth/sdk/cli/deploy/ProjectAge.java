package dev.hearth.sdk.cli.deploy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Whether a project changed since it was built: by the times of its files, and of its folders,
 * which change when a file comes or goes. What is hidden, below {@code target} or only for tests
 * doesn't count.
 */
final class ProjectAge {
  private static final FileTime NEVER = FileTime.fromMillis(0);

  private final Path project;
  private final Path built;

  /**
   * Times of a project.
   *
   * @param built the folder that a build fills
   */
  ProjectAge(Path project, Path built) {
    this.project = project.toAbsolutePath().normalize();
    this.built = built;
  }

  boolean isUpToDate() throws IOException {
    if (!Files.isDirectory(built.resolve("lib")) || Files.exists(unfinished())) {
      return false;
    }
    return newestInput().compareTo(builtFrom()) < 0;
  }

  /** What is older than this is in what was built. */
  private FileTime builtFrom() throws IOException {
    FileTime output = newest(built);
    boolean ours =
        Files.exists(mark()) && Files.readString(mark()).equals(output.toInstant().toString());
    return ours ? timeOf(mark()) : output;
  }

  /** A build begins. Until {@link #end} what it leaves may be half of it. */
  void begin() throws IOException {
    Files.createDirectories(project.resolve("target"));
    Files.write(unfinished(), new byte[0]);
  }

  /**
   * The build ended well. It may have left files as they were, and a source may have changed after
   * it was read: so what counts is when the build began, until somebody else builds.
   */
  void end() throws IOException {
    FileTime began = timeOf(unfinished());
    Files.writeString(unfinished(), newest(built).toInstant().toString());
    Files.setLastModifiedTime(unfinished(), began);
    Files.move(unfinished(), mark(), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path unfinished() {
    return built.resolveSibling("function.building");
  }

  private Path mark() {
    return built.resolveSibling("function.built");
  }

  private FileTime newestInput() throws IOException {
    FileTime newest = newest(project);
    for (Path folder = project.getParent(); folder != null; folder = folder.getParent()) {
      Path parentPom = folder.resolve("pom.xml");
      if (!Files.isRegularFile(parentPom)) {
        break;
      }
      newest = later(newest, timeOf(parentPom));
    }
    return newest;
  }

  private static FileTime timeOf(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return NEVER;
    }
  }

  private static FileTime later(FileTime a, FileTime b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private FileTime newest(Path root) throws IOException {
    var newest = new FileTime[] {NEVER};
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(root)) {
              return FileVisitResult.CONTINUE; // its time changes when target is made
            }
            if (isNoInput(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            newest[0] = later(newest[0], attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
              newest[0] = later(newest[0], attributes.lastModifiedTime());
            }
            return FileVisitResult.CONTINUE;
          }
        };
    var _ = Files.walkFileTree(root, visitor);
    return newest[0];
  }

  private boolean isNoInput(Path folder) {
    return isHidden(folder)
        || folder.equals(project.resolve("target"))
        || folder.equals(project.resolve("src").resolve("test"));
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }
}
