package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.CallResult;
import dev.hearth.runtime.metering.Price;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FalErrors;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended, as its row tells.
 *
 * @param status HTTP status of the result
 * @param body JSON in UTF-8
 * @param error sentence, null for successes
 * @param errorType stable word, null for successes
 * @param hints what the worker advertises that answered, with commas between; empty for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Ending(
    RequestState state,
    long microUnits,
    long chargeNanos,
    Duration running,
    int status,
    byte[] body,
    @Nullable String error,
    @Nullable String errorType,
    String hints) {
  static Ending of(CallResult result, long unitPriceNanos) {
    return switch (result) {
      case CallResult.Succeeded(var body, var microUnits, var running, var hints) ->
          new Ending(
              RequestState.SUCCEEDED,
              microUnits,
              Price.charge(microUnits, unitPriceNanos),
              running,
              200,
              body,
              null,
              null,
              hints.text());
      case CallResult.Failed(var reason) -> failure(RequestState.FAILED, reason);
      case CallResult.Cancelled _ ->
          failure(
              RequestState.CANCELLED,
              new CallException(ErrorCode.CLIENT_CANCELLED, "the request was cancelled"));
    };
  }

  private static Ending failure(RequestState state, CallException reason) {
    return new Ending(
        state,
        0,
        0,
        Duration.ZERO,
        reason.code().httpStatus(),
        FalErrors.body(reason),
        storable(reason.reason()),
        reason.code().type(),
        "");
  }

  /** PostgreSQL's text can't hold NUL, which a function's message may. */
  private static String storable(String text) {
    return text.replace('\0', ' ');
  }
}
