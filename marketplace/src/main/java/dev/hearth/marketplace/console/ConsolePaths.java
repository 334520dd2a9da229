package dev.hearth.marketplace.console;

import java.util.List;

/** Tells the console's paths from those of the machines' interfaces on the same origin. */
final class ConsolePaths {
  private static final List<String> OTHERS = List.of("/v1", "/internal", "/q");

  private ConsolePaths() {}

  static boolean contains(String path) {
    return OTHERS.stream().noneMatch(o -> path.equals(o) || path.startsWith(o + "/"));
  }
}
