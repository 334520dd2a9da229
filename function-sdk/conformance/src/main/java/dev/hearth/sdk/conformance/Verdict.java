package dev.hearth.sdk.conformance;

/**
 * Whether a worker keeps a rule.
 *
 * @param reason why not; empty if it does
 */
public record Verdict(Rule rule, String reason) {
  /** Whether it does. */
  public boolean passed() {
    return reason.isEmpty();
  }
}
