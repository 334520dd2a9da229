package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;

/** Writes what a function threw as the payload of an {@code ERROR} message. */
final class Failures {
  private static final int MAX_FRAMES = 50;

  private Failures() {}

  static JsonObject describe(Throwable failure) {
    return failure instanceof CallException refusal ? refusal(refusal) : crash(failure);
  }

  private static JsonObject refusal(CallException refusal) {
    return JsonObject.builder()
        .put("status", refusal.code().httpStatus())
        .put("type", refusal.code().type())
        .put("message", refusal.reason())
        .put("fields", new JsonArray(refusal.fields().stream().<Json>map(Failures::field).toList()))
        .build();
  }

  private static JsonObject field(FieldError error) {
    return JsonObject.builder()
        .put("loc", JsonArray.ofStrings(error.location()))
        .put("msg", error.message())
        .put("type", error.type())
        .build();
  }

  private static JsonObject crash(Throwable failure) {
    return JsonObject.builder()
        .put("status", ErrorCode.FUNCTION_FAILED.httpStatus())
        .put("type", ErrorCode.FUNCTION_FAILED.type())
        .put("message", summary(failure))
        .put("stack", stack(failure))
        .build();
  }

  private static String summary(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }

  /** The stack and its causes down to the harness, whose frames say nothing to a creator. */
  private static String stack(Throwable failure) {
    var out = new StringBuilder();
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth++ < 8; cause = cause.getCause()) {
      out.append(out.isEmpty() ? "" : "Caused by: ").append(cause).append('\n');
      StackTraceElement[] frames = cause.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
        if (frames[i].getClassName().startsWith("dev.hearth.sdk.worker.")) {
          break;
        }
        out.append("    at ").append(frames[i]).append('\n');
      }
    }
    return out.toString();
  }
}
