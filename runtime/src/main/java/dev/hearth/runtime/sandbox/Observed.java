package dev.hearth.runtime.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link dev.hearth.runtime.probe.Inside} found in a sandbox.
 *
 * @param facts by name
 */
record Observed(Map<String, String> facts) {
  private static final String NO_CAPABILITIES = "0000000000000000";

  /** The JVM itself, {@code bwrap}'s first process, and one that may be on its way out. */
  private static final int MOST_PROCESSES = 3;

  Observed {
    facts = Map.copyOf(facts);
  }

  /** Reads the lines of the program; anything else in between is none of its facts. */
  static Observed parse(List<String> lines) {
    var facts = new HashMap<String, String>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new Observed(facts);
  }

  String fact(String name) {
    return facts.getOrDefault(name, "unknown");
  }

  /** Why this is no sandbox: each way out that was found, as a sentence without its subject. */
  List<String> waysOut() {
    var ways = new ArrayList<String>();
    noteUnless(fact("network").equals("refused"), "reaches the machine's network", ways);
    noteUnless(fact("file").equals("refused"), "reads files of the node", ways);
    noteUnless(fact("NoNewPrivs").equals("1"), "can gain privileges", ways);
    noteUnless(hasNoCapabilities(), "has capabilities", ways);
    noteUnless(fact("writable").isEmpty(), "can write to " + fact("writable"), ways);
    noteUnless(processes() <= MOST_PROCESSES, "sees " + processes() + " processes", ways);
    noteUnless(fact("environment").matches("(PWD)?"), "sees " + fact("environment"), ways);
    return ways;
  }

  private static void noteUnless(boolean fine, String way, List<String> ways) {
    if (!fine) {
      ways.add(way);
    }
  }

  private boolean hasNoCapabilities() {
    return List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb").stream()
        .allMatch(set -> fact(set).equals(NO_CAPABILITIES));
  }

  private int processes() {
    return number("processes").orElse(Integer.MAX_VALUE);
  }

  /** A fact that is a number. */
  Optional<Integer> number(String name) {
    return fact(name).matches("[0-9]{1,9}")
        ? Optional.of(Integer.parseInt(fact(name)))
        : Optional.empty();
  }

  /** Whether the kernel filters its system calls. */
  boolean filtersSystemCalls() {
    return fact("Seccomp").equals("2");
  }
}
