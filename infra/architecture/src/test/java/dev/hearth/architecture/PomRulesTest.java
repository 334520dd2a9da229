package dev.hearth.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Which of Hearth's modules a pom may name, apart from its tests. */
final class PomRulesTest {
  /** Each module's Maven name, and what it may know. Infra may know everything. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("function-sdk/api", Set.of()),
          Map.entry("function-sdk/processor", Set.of("hearth-api")),
          Map.entry("function-sdk/worker", Set.of("hearth-api")),
          Map.entry("function-sdk/conformance", Set.of("hearth-api")),
          Map.entry("function-sdk/client", Set.of("hearth-api")),
          Map.entry("function-sdk/testkit", Set.of("hearth-api", "hearth-worker", "hearth-client")),
          Map.entry(
              "function-sdk/cli",
              Set.of(
                  "hearth-api",
                  "hearth-client",
                  "hearth-conformance",
                  "hearth-testkit",
                  "hearth-worker",
                  "hearth-processor")),
          Map.entry("cold-start", Set.of("hearth-api")),
          Map.entry("kernels", Set.of("hearth-api")),
          Map.entry("runtime", Set.of("hearth-api", "hearth-cold-start")),
          Map.entry("marketplace", Set.of("hearth-api", "hearth-cold-start")));

  private static final Set<String> ALLOWED_TO_EXAMPLES =
      Set.of("hearth-api", "hearth-processor", "hearth-testkit", "hearth-kernels");

  /** What some examples make their weights with; it is no function. */
  private static final String IMPORTER = "importer";

  private static final Set<String> OF_INFRA =
      Set.of("hearth-standalone", "hearth-bench", "hearth-architecture");

  private final Path root = SourceTree.root();

  @Test
  void modulesNameOnlyWhatTheyMayKnow() throws Exception {
    for (var rule : ALLOWED.entrySet()) {
      Set<String> named = dependencies(root.resolve(rule.getKey()), false);
      named.removeAll(rule.getValue());
      assertEquals(Set.of(), named, rule.getKey() + " names modules it must not know");
    }
  }

  @Test
  void everyModuleButInfraAndExamplesHasARule() throws Exception {
    for (String module : modules()) {
      assertTrue(
          ALLOWED.containsKey(module)
              || module.startsWith("infra/")
              || module.startsWith("examples/"),
          module + " has no rule");
    }
  }

  @Test
  void examplesNameOnlyWhatACreatorCouldUse() throws Exception {
    List<Path> examples = examples();
    assertTrue(examples.size() >= 4, "the examples are there");
    for (Path example : examples) {
      Set<String> named = dependencies(example, true);
      assertTrue(named.contains("hearth-api"), example + " is a function");
      assertFalse(dependencies(example, false).contains(IMPORTER), example + " packs the importer");
      named.remove(IMPORTER);
      named.removeAll(ALLOWED_TO_EXAMPLES);
      assertEquals(Set.of(), named, example + " names modules it must not know");
      assertEquals(0, elements(example, "parent").size(), example + " stands alone");
    }
  }

  @Test
  void nothingUsesInfraNotEvenInTests() throws Exception {
    for (String module : modules()) {
      if (!module.startsWith("infra/")) {
        Set<String> named = dependencies(root.resolve(module), true);
        named.retainAll(OF_INFRA);
        assertEquals(Set.of(), named, module + " uses infra");
      }
    }
  }

  @Test
  void runtimeAndMarketplaceAreStrangersAlsoInTests() throws Exception {
    assertTrue(!dependencies(root.resolve("runtime"), true).contains("hearth-marketplace"));
    assertTrue(!dependencies(root.resolve("marketplace"), true).contains("hearth-runtime"));
  }

  @Test
  void theImporterIsNoFunctionAndKnowsNothingOfHearth() throws Exception {
    Path importer = root.resolve("examples").resolve(IMPORTER);
    assertEquals(Set.of(), dependencies(importer, true));
    String pom = Files.readString(importer.resolve("pom.xml"));
    assertFalse(pom.contains("/function"), "what is in target/function is published");
  }

  private List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(root.resolve("examples"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .filter(folder -> !folder.endsWith(IMPORTER))
          .toList();
    }
  }

  private List<String> modules() throws Exception {
    return elements(root, "module").stream().map(Element::getTextContent).toList();
  }

  /** Artifacts of Hearth among the dependencies. */
  private static Set<String> dependencies(Path module, boolean tests) throws Exception {
    var found = new TreeSet<String>();
    for (Element dependency : elements(module, "dependency")) {
      boolean hearth = text(dependency, "groupId").startsWith("dev.hearth");
      if (hearth && (tests || !text(dependency, "scope").equals("test"))) {
        found.add(text(dependency, "artifactId"));
      }
    }
    return found;
  }

  private static String text(Element element, String child) {
    NodeList children = element.getElementsByTagName(child);
    Node first = children.item(0);
    return first == null ? "" : first.getTextContent().strip();
  }

  private static List<Element> elements(Path module, String name) throws Exception {
    var pom =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(module.resolve("pom.xml").toFile());
    NodeList nodes = pom.getElementsByTagName(name);
    var found = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }
}
