package dev.hearth.marketplace.secret;

import java.util.List;
import java.util.Map;

/**
 * The secrets that a version of a function is given.
 *
 * @param secrets values by name
 * @param missing names that the version wants and its owner hasn't set, or that can't be opened
 */
public record FunctionSecrets(Map<String, String> secrets, List<String> missing) {
  public FunctionSecrets {
    secrets = Map.copyOf(secrets);
    missing = List.copyOf(missing);
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "FunctionSecrets[" + secrets.keySet() + ", missing=" + missing + "]";
  }
}
