package dev.hearth.runtime.pool;

import java.io.IOException;
import java.util.Map;

/** Finds the secrets that a version of a function is given. Thread-safe. */
@FunctionalInterface
public interface VersionSecrets {
  /**
   * Values by name: all that the version's descriptor names. Blocking.
   *
   * @param function {@code owner/name}
   * @throws IOException if one of them isn't set, or nobody can be asked
   */
  Map<String, String> of(String function, String version) throws IOException;
}
