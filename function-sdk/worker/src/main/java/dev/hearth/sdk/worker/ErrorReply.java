package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes {@code ERROR} frames. */
final class ErrorReply {
  private static final int MAX_MESSAGE_BYTES = 16 << 10;
  private static final int MAX_FIELDS = 100;

  private ErrorReply() {}

  /** What a thrown exception means: a refusal, or the function's own failure. */
  static Frame of(long callId, Throwable failure) {
    try {
      return failure instanceof CallException refusal
          ? ofRefusal(callId, refusal)
          : ofFailure(callId, failure);
    } catch (RuntimeException | StackOverflowError e) {
      // The exception itself fails when it is read. The call still needs its answer.
      String name = failure.getClass().getName();
      return frame(callId, ErrorCode.FUNCTION_FAILED, name, List.of(), null);
    }
  }

  private static Frame ofFailure(long callId, Throwable failure) {
    return frame(
        callId,
        ErrorCode.FUNCTION_FAILED,
        StackText.headline(failure),
        List.of(),
        StackText.of(failure));
  }

  private static Frame ofRefusal(long callId, CallException refusal) {
    boolean callersFault = refusal.code().httpStatus() < 500;
    return frame(
        callId,
        refusal.code(),
        refusal.reason(),
        refusal.fields(),
        callersFault ? null : StackText.of(refusal));
  }

  private static Frame frame(
      long callId,
      ErrorCode code,
      String message,
      List<FieldError> fields,
      @Nullable String stack) {
    var error =
        JsonObject.builder()
            .put("status", code.httpStatus())
            .put("type", code.type())
            .put("message", Utf8.cut(message, MAX_MESSAGE_BYTES));
    if (!fields.isEmpty()) {
      error.put("fields", fields(fields));
    }
    if (stack != null) {
      error.put("stack", stack);
    }
    return Frame.of(FrameType.ERROR, callId, error.build().print());
  }

  private static Json fields(List<FieldError> fields) {
    var entries = new ArrayList<Json>();
    for (FieldError field : fields.subList(0, Math.min(fields.size(), MAX_FIELDS))) {
      entries.add(
          JsonObject.builder()
              .put("loc", JsonArray.ofStrings(field.location()))
              .put("msg", Utf8.cut(field.message(), MAX_MESSAGE_BYTES))
              .put("type", field.type())
              .build());
    }
    return new JsonArray(entries);
  }
}
