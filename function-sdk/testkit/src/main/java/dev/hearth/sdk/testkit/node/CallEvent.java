package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;

/** What is heard of a call. One of {@link Succeeded} and {@link Failed} is the last. */
public sealed interface CallEvent {
  /** A log line of the call. */
  record Logged(String level, String message) implements CallEvent {}

  /** {@code done} of {@code total} parts of the work are done. */
  record Progressed(int done, int total) implements CallEvent {}

  /** A partial output for callers who stream; media in it have {@code file:} URLs. */
  record Emitted(Json partial) implements CallEvent {}

  /**
   * The end of a call that worked.
   *
   * @param output media in it have {@code file:} URLs, and size and type as measured
   * @param microUnits what it is billed for
   */
  record Succeeded(Json output, long microUnits) implements CallEvent {}

  /**
   * The end of any other call.
   *
   * @param stack for the function's author; empty where the fault is the caller's
   */
  record Failed(CallException reason, String stack) implements CallEvent {}

  /** Whether nothing follows. */
  default boolean isEnd() {
    return this instanceof Succeeded || this instanceof Failed;
  }
}
