package dev.hearth.runtime.pool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Secrets that a test sets, and who asked for them. */
final class TestSecrets implements VersionSecrets {
  private final List<String> questions = new ArrayList<>();
  private Map<String, String> values = Map.of();

  synchronized void set(Map<String, String> all) {
    values = Map.copyOf(all);
  }

  synchronized List<String> questions() {
    return List.copyOf(questions);
  }

  @Override
  public synchronized Map<String, String> of(String function, String version) throws IOException {
    questions.add(function);
    if (values.isEmpty()) {
      throw new IOException("secret TOKEN isn't set");
    }
    return values;
  }
}
