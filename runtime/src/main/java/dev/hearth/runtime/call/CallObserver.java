package dev.hearth.runtime.call;

import dev.hearth.runtime.pool.LogLine;
import dev.hearth.sdk.protocol.Hints;

/** Hears of a call's course. Must not block, unless a method says that it may. */
public interface CallObserver {
  /**
   * A worker begins attempt number {@code attempt}, from 1.
   *
   * @param hints what it advertises
   */
  default void started(int attempt, Hints hints) {}

  /** The function wrote a line in the current attempt. */
  default void logged(LogLine line) {}

  /** How far the current attempt is. */
  default void progressed(Progress progress) {}

  /** The current attempt has a partial output. */
  default void emitted(Partial partial) {}

  /**
   * The attempt is over. Files of partials that nobody has asked for are gone when this returns; it
   * may block if there are files.
   */
  default void closing() {}

  /** Whether somebody still wants the answer; if not, the call is withdrawn. */
  default boolean wanted() {
    return true;
  }

  /** Whether another attempt may follow one whose worker died. */
  default boolean mayRepeat() {
    return true;
  }
}
