package dev.hearth.sdk.conformance;

/**
 * One rule of the worker protocol and how it is checked.
 *
 * @param name group and rule, such as {@code cancel.during}
 * @param text what a worker does that keeps it
 * @param check breaks off with {@link RuleBrokenException} if a worker doesn't
 */
public record Rule(String name, String text, Check check) {
  /** Speaks with one fresh worker. */
  interface Check {
    void with(Bench bench) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
