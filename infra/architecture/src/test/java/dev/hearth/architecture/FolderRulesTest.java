package dev.hearth.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may stand where. */
final class FolderRulesTest {
  /** {@code target} is Maven's own. */
  private static final Set<String> AT_THE_TOP =
      Set.of(
          "function-sdk",
          "runtime",
          "marketplace",
          "kernels",
          "cold-start",
          "examples",
          "infra",
          "docs",
          "target");

  private static final Set<String> IN_FUNCTION_SDK =
      Set.of("api", "processor", "worker", "testkit", "client", "cli", "conformance", "python");

  private static final Set<String> IN_INFRA =
      Set.of("standalone", "architecture", "bench", "kubernetes", "keycloak", "observability");

  private static final Path ROOT = SourceTree.root();

  @Test
  void noOtherFolderStandsAtTheTop() throws IOException {
    assertEquals(List.of(), strangers(ROOT, AT_THE_TOP));
  }

  @Test
  void noOtherPartStandsInTheSdkAndInInfra() throws IOException {
    assertEquals(List.of(), strangers(ROOT.resolve("function-sdk"), IN_FUNCTION_SDK));
    assertEquals(List.of(), strangers(ROOT.resolve("infra"), IN_INFRA));
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
    List<Path> packages = packages();
    assertTrue(packages.size() > 30, "packages were found: " + packages.size());
    for (Path folder : packages) {
      Path info = folder.resolve("package-info.java");
      assertTrue(Files.exists(info), info + " is missing");
      String text = Files.readString(info);
      assertTrue(text.startsWith("/**"), info + " opens with a sentence");
      assertTrue(text.contains("@NullMarked"), info + " is null-marked");
    }
  }

  private static List<Path> packages() throws IOException {
    try (Stream<Path> tree = Files.walk(ROOT)) {
      return tree.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> path.toString().matches(".*/src/(main|test)/java/.*"))
          .filter(path -> !path.toString().contains("/target/"))
          .map(Path::getParent)
          .distinct()
          .toList();
    }
  }

  private static List<String> strangers(Path folder, Set<String> known) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> String.valueOf(child.getFileName()))
          .filter(name -> !name.startsWith(".") && !known.contains(name))
          .sorted()
          .toList();
    }
  }
}
