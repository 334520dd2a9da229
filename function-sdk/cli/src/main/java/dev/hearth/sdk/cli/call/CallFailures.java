package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.ExitCode;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;

/** Tells scripts whose fault the failure of a call is. */
final class CallFailures {
  private CallFailures() {}

  /** The answer, or a failure with the exit code of its reason. */
  static Answer orFail(Answer answer, String what) {
    try {
      return answer.orFail(what);
    } catch (CommandFailure e) {
      throw new CommandFailure(code(answer), String.valueOf(e.getMessage()), e);
    }
  }

  private static ExitCode code(Answer answer) {
    return switch (ErrorCode.ofType(type(answer))) {
      case INTERNAL -> ExitCode.FAILED;
      case OUTPUT_INVALID, GENERATION_TIMEOUT -> ExitCode.FUNCTION_FAILED;
      default -> byStatus(answer.status());
    };
  }

  /** 500 is the function's own; all that is wrong with the input is 400, 413 or 422. */
  private static ExitCode byStatus(int status) {
    return switch (status) {
      case 400, 413, 422 -> ExitCode.WRONG_USE;
      case 500 -> ExitCode.FUNCTION_FAILED;
      default -> ExitCode.of(status);
    };
  }

  /** fal's word for the reason, which stands in one of two places; empty if in neither. */
  private static String type(Answer answer) {
    try {
      if (Json.parse(answer.body()) instanceof JsonObject body) {
        if (body.get("detail").orElse(null) instanceof JsonArray(var details)
            && !details.isEmpty()
            && details.getFirst() instanceof JsonObject detail) {
          return detail.get("type").map(Json::asString).orElse("");
        }
        return body.get("error_type").map(Json::asString).orElse("");
      }
    } catch (JsonException e) {
      return "";
    }
    return "";
  }
}
