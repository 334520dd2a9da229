package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;

/**
 * A partial output, such as a preview or the text so far.
 *
 * @param <O> the output's type
 */
public final class Partial<O> {
  private final long number;
  private final Json json;
  private final String requestId;
  private final Class<O> type;

  Partial(long number, Json json, String requestId, Class<O> type) {
    this.number = number;
    this.json = json;
    this.requestId = requestId;
    this.type = type;
  }

  /**
   * Its number among the partials that the function emitted, from 1. Those that were too many for a
   * slow reader are missing.
   */
  public long number() {
    return number;
  }

  /** What the function emitted. */
  public Json json() {
    return json;
  }

  /**
   * The same as the output's type.
   *
   * @throws UnexpectedOutputException if it doesn't have the form of that: functions may emit
   *     anything
   */
  public O output() {
    try {
      return OutputReader.read(json, type);
    } catch (RuntimeException e) {
      throw new UnexpectedOutputException(requestId, json.print(), e);
    }
  }

  @Override
  public String toString() {
    return "Partial[number=" + number + ", json=" + json.print() + "]";
  }
}
