package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended well.
 *
 * @param <O> the output's type
 */
public final class Result<O> {
  private final O output;
  private final Json json;
  private final String requestId;
  private final @Nullable BigDecimal cost;
  private final List<String> hints;

  private Result(
      O output, Json json, String requestId, @Nullable BigDecimal cost, List<String> hints) {
    this.output = output;
    this.json = json;
    this.requestId = requestId;
    this.cost = cost;
    this.hints = hints;
  }

  static <O> Result<O> of(Answer answer, Class<O> type) {
    return of(answer, answer.cost(), type);
  }

  static <O> Result<O> of(Answer answer, Optional<BigDecimal> cost, Class<O> type) {
    Json json = answer.json();
    try {
      O output = OutputReader.read(json, type);
      return new Result<>(output, json, answer.requestId(), cost.orElse(null), answer.hints());
    } catch (RuntimeException e) {
      throw new UnexpectedOutputException(answer.requestId(), answer.text(), e);
    }
  }

  /** What the function returned. */
  public O output() {
    return output;
  }

  /** The output with all its members, also those that its type doesn't name. */
  public Json json() {
    return json;
  }

  /** The request's id, for bills and questions. */
  public String requestId() {
    return requestId;
  }

  /** What the call cost, in dollars, exactly; none from servers that don't say. */
  public Optional<BigDecimal> cost() {
    return Optional.ofNullable(cost);
  }

  /**
   * What the worker that answered has at hand: one of these as {@link CallOptions#hint} has later
   * calls go to it or its like while one is free. Of a stream, what it had when the call began,
   * unless the stream has no partials.
   */
  public List<String> hints() {
    return hints;
  }

  @Override
  public String toString() {
    return "Result[requestId=" + requestId + ", cost=" + cost + ", output=" + output + "]";
  }
}
