package dev.hearth.runtime.sandbox;

/**
 * What an examination of this machine found out about one thing.
 *
 * @param name a word or two
 * @param says what was seen
 * @param advice what to do about it; empty where there is nothing to do
 */
public record Finding(String name, State state, String says, String advice) {
  /** How good that is. */
  public enum State {
    /** As it should be. */
    OK,
    /** Hearth works, but is worse protected or served than it could be. */
    WEAK,
    /** Something doesn't work. */
    BROKEN
  }

  static Finding ok(String name, String says) {
    return new Finding(name, State.OK, says, "");
  }

  static Finding weak(String name, String says, String advice) {
    return new Finding(name, State.WEAK, says, advice);
  }

  static Finding broken(String name, String says, String advice) {
    return new Finding(name, State.BROKEN, says, advice);
  }
}
