package dev.hearth.sdk.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectBuildTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_600_000_000_000L);

  @TempDir private Path folder = Path.of("");

  private final StringWriter said = new StringWriter();

  @BeforeEach
  void makeProject() throws IOException {
    write("project/pom.xml", "<project/>");
    write("project/src/main/java/A.java", "class A {}");
    write("project/src/test/java/ATest.java", "class ATest {}");
    age(folder.resolve("project"));
    maven("Apache Maven 3.9.11", "mkdir -p target/function/lib && echo built >> builds.txt");
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** All sources get old, so that what comes later is newer by any file system's clock. */
  private static void age(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(file -> !file.startsWith(root.resolve("target"))).toList()) {
        Files.setLastModifiedTime(file, LONG_AGO);
      }
    }
  }

  /**
   * A Maven that says this of itself and does that; {@code builds.txt} is outside of the project.
   */
  private void maven(String version, String build) throws IOException {
    Path script =
        write(
            "bin/mvn",
            """
            #!/bin/sh
            if [ "$1" = -v ]; then echo "%s"; exit 0; fi
            [ "$JAVA_HOME" = "%s" ] || exit 3
            %s
            """
                .formatted(
                    version,
                    System.getProperty("java.home"),
                    build.replace("builds.txt", folder.resolve("builds.txt").toString())));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path build(boolean allowed) throws IOException, InterruptedException {
    var environment = Map.of("PATH", folder.resolve("bin") + ":/usr/bin:/bin", "HOME", "/none");
    return new ProjectBuild(new PrintWriter(said), allowed, environment)
        .functionFolder(folder.resolve("project"));
  }

  private int builds() throws IOException {
    Path builds = folder.resolve("builds.txt");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  @Test
  void unchangedProjectIsBuiltOnce() throws Exception {
    assertEquals(folder.resolve("project/target/function"), build(true));
    build(true);
    assertEquals(1, builds());
    assertTrue(said.toString().startsWith("building "), said::toString);
  }

  @Test
  void whatAProgramIsMadeOfMakesItOutOfDate() throws Exception {
    write("project/weights/model.bin", "1");
    age(folder.resolve("project"));
    build(true);
    int builds = 1;
    for (String changed :
        new String[] {
          "pom.xml", "src/main/java/A.java", "src/main/java/B.java", "weights/model.bin"
        }) {
      write("project/" + changed, "changed");
      build(true);
      assertEquals(++builds, builds(), changed);
      age(folder.resolve("project"));
    }
    Files.delete(folder.resolve("project/src/main/java/B.java"));
    build(true);
    assertEquals(++builds, builds(), "deleted");
    age(folder.resolve("project"));
    build(true);
    assertEquals(builds, builds());
  }

  @Test
  void sourceThatChangedWhileItWasBuiltIsBuiltAgain() throws Exception {
    maven(
        "Apache Maven 3.9.11",
        "echo x >> src/main/java/A.java; mkdir -p target/function/lib; echo x >> builds.txt;"
            + " touch -d '+1 hour' target/function/lib");
    build(true);
    maven("Apache Maven 3.9.11", "echo x >> builds.txt");
    build(true);
    assertEquals(2, builds());
  }

  @Test
  void buildBySomebodyElseCounts() throws Exception {
    build(true);
    write("project/src/main/java/A.java", "changed");
    write("project/target/function/lib/a.jar", "built by hand");
    Files.setLastModifiedTime(
        folder.resolve("project/target/function/lib/a.jar"),
        FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    build(true);
    assertEquals(1, builds());
  }

  @Test
  void testsAndHiddenFilesDoNotCount() throws Exception {
    build(true);
    write("project/src/test/java/ATest.java", "changed");
    write("project/.git/index", "changed");
    write("project/.idea", "changed");
    write("project/target/classes/A.class", "changed");
    build(true);
    assertEquals(1, builds());
  }

  @Test
  void parentPomCounts() throws Exception {
    build(true);
    write("pom.xml", "<project/>");
    build(true);
    assertEquals(2, builds());
  }

  @Test
  void buildThatFailsIsSaidAndTriedAgain() throws Exception {
    maven("Apache Maven 3.9.11", "echo x >> builds.txt; mkdir -p target/function/lib; exit 1");
    assertThrows(CommandFailure.class, () -> build(true));
    assertThrows(CommandFailure.class, () -> build(true));
    assertEquals(2, builds());
  }

  @Test
  void noBuildTakesWhatIsThere() throws Exception {
    var none = assertThrows(CommandFailure.class, () -> build(false));
    assertTrue(String.valueOf(none.getMessage()).contains("--no-build"), none::toString);
    build(true);
    write("project/src/main/java/A.java", "changed");
    build(false);
    assertEquals(1, builds());
  }

  @Test
  void mavenThatIsTooOldOrMissingIsSaid() throws Exception {
    maven("Apache Maven 3.6.3", "exit 9");
    var old =
        assertThrows(
            CommandFailure.class,
            () -> Maven.find(Map.of("PATH", folder.resolve("bin") + ":/usr/bin/none")));
    // A machine may well have a Maven where the launcher looks, too.
    assertTrue(String.valueOf(old.getMessage()).contains("3.8.7"), old::toString);
  }
}
