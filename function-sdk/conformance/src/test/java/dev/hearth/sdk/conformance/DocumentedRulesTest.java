package dev.hearth.sdk.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that the protocol's page names in brackets are those of the kit. */
class DocumentedRulesTest {
  private static final Path PAGE = Path.of("../../runtime/WORKER_PROTOCOL.md");
  private static final Pattern BRACKETS = Pattern.compile("\\[(`[a-z][^\\]]*`)\\][^(]");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private static Set<String> named() throws IOException {
    return BRACKETS
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(group -> NAME.matcher(group.group(1)).results())
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> rules() {
    return Stream.of(Shape.values())
        .flatMap(shape -> Kit.rules(shape).stream())
        .map(Rule::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean names(String word, String rule) {
    return word.endsWith("*") ? rule.startsWith(word.replace("*", "")) : rule.equals(word);
  }

  @Test
  void namedRulesExist() throws IOException {
    Set<String> named = named();
    named.removeIf(word -> rules().stream().anyMatch(rule -> names(word, rule)));
    assertEquals(Set.of(), named);
  }

  @Test
  void rulesOfStepsAreAllNamed() throws IOException {
    Set<String> named = named();
    Set<String> rules = rules();
    rules.removeIf(rule -> !rule.startsWith("step.") && !rule.startsWith("park."));
    assertTrue(rules.size() > 20, rules.toString());
    rules.removeIf(rule -> named.stream().anyMatch(word -> names(word, rule)));
    assertEquals(Set.of(), rules);
  }
}
