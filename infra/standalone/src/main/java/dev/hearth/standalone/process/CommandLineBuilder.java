package dev.hearth.standalone.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the words of a command line. */
final class CommandLineBuilder {
  private final List<String> words = new ArrayList<>();

  void add(String... more) {
    Collections.addAll(words, more);
  }

  void addAll(List<String> more) {
    words.addAll(more);
  }

  List<String> words() {
    return List.copyOf(words);
  }
}
