package dev.hearth.sdk.cli.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InitTest {
  @TempDir private Path folder;

  private Ran init(Path project, String name, String... options) {
    var words = new ArrayList<>(List.of("init", name, "--dir", project.toString()));
    words.addAll(List.of(options));
    return Ran.hearth(words.toArray(String[]::new));
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> tree = Files.walk(below)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unary", "batch", "iterative"})
  void projectOfEachShapeCompilesWithoutAWarning(String shape) throws IOException {
    Path project = folder.resolve("p");
    Ran ran = init(project, "night-sky", "--shape", shape, "--package", "org.example.sky");
    assertEquals("", ran.err());
    assertEquals(0, ran.status());
    assertTrue(ran.out().contains(" " + shape + " function, in " + project), ran.out());
    assertEquals(List.of(), compile(project));
    Descriptor descriptor =
        Descriptor.fromJson(
            Json.parse(Files.readString(folder.resolve("classes").resolve(Descriptor.RESOURCE))));
    assertEquals("night-sky", descriptor.name());
    assertEquals("Night Sky", descriptor.title());
    assertEquals(shape, descriptor.shape().word());
  }

  /** As the project's own pom has it compiled. */
  private List<String> compile(Path project) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(problems, null, null)) {
      Path classes = Files.createDirectories(folder.resolve("classes"));
      List<Path> sources =
          files(project.resolve("src")).stream()
              .filter(file -> file.toString().endsWith(".java"))
              .toList();
      var task =
          compiler.getTask(
              null,
              manager,
              problems,
              List.of(
                  "-proc:full",
                  "-Xlint:all,-processing,-classfile",
                  "--release",
                  "25",
                  "-d",
                  classes.toString(),
                  "-cp",
                  System.getProperty("java.class.path", "")),
              null,
              manager.getJavaFileObjectsFromPaths(sources));
      assertTrue(task.call(), problems.getDiagnostics()::toString);
    }
    return problems.getDiagnostics().stream().map(Object::toString).toList();
  }

  @Test
  void projectIsWholeAndNothingIsLeftOfTheTemplate() throws IOException {
    Path project = folder.resolve("p");
    assertEquals(0, init(project, "poster").status());
    List<String> names =
        files(project).stream()
            .map(file -> project.relativize(file).toString())
            .filter(name -> !name.startsWith(".hearth"))
            .toList();
    assertEquals(
        List.of(
            ".github/workflows/test.yml",
            ".gitignore",
            "README.md",
            "pom.xml",
            "src/main/java/poster/PosterFunction.java",
            "src/main/java/poster/PosterInput.java",
            "src/main/java/poster/PosterOutput.java",
            "src/main/java/poster/package-info.java",
            "src/test/java/poster/PosterFunctionTest.java"),
        names);
    for (String name : names) {
      String text = Files.readString(project.resolve(name));
      assertFalse(text.matches("(?s).*@(function|package|Class|Title|sdk|arguments)@.*"), name);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(project), left.toList());
    }
  }

  @Test
  void emptyFolderIsUsedAndAnyOtherLeftAlone() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(0, init(empty, "poster").status());
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("mine"), "mine");
    Ran ran = init(full, "poster");
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("isn't empty, and nothing is overwritten"), ran.err());
    assertEquals(List.of(full.resolve("mine")), files(full));
    Ran again = init(empty, "poster");
    assertEquals(1, again.status());
    Ran onFile = init(full.resolve("mine"), "poster");
    assertTrue(onFile.err().contains("is a file"), onFile.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Poster", "9lives", "a_b", "../up", "näh", "a b"})
  void nameThatIsNoneIsWrongUse(String name) {
    Path project = folder.resolve("p");
    Ran ran = init(project, name);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("is no function's name"), ran.err());
    assertFalse(Files.exists(project));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.example.new", "1a", "a..b", "a-b", ""})
  void packageThatIsNoneIsWrongUse(String name) {
    Ran ran = init(folder.resolve("p"), "poster", "--package", name);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("is no Java package"), ran.err());
  }

  @Test
  void shapeThatIsNoneIsWrongUse() {
    assertEquals(2, init(folder.resolve("p"), "poster", "--shape", "round").status());
  }

  @Test
  void nameThatIsAWordOfJavaIsNoPackage() {
    assertEquals("newfunction", ProjectNames.of("new", java.util.Optional.empty()).packageName());
    assertEquals("AB", ProjectNames.of("a--b-", java.util.Optional.empty()).className());
  }
}
