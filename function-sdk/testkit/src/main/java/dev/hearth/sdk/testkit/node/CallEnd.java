package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.metering.Meter;
import dev.hearth.sdk.protocol.ResultPayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a worker's last word about a call means to its caller. */
final class CallEnd {
  private CallEnd() {}

  static CallEvent ofResult(LocalCall call, ResultPayload result) {
    List<Path> files = call.files.whole();
    try {
      Json output = Json.parse(new String(result.json(), StandardCharsets.UTF_8));
      long microUnits =
          Meter.measure(
              call.allowance.bill(),
              result.meteredMicroUnits(),
              LocalMedia.headers(LocalMedia.named(output, files)),
              call.boundMicroUnits());
      return new CallEvent.Succeeded(call.complete(output), microUnits);
    } catch (CallException e) {
      return new CallEvent.Failed(e, "");
    } catch (JsonException e) {
      return new CallEvent.Failed(
          new CallException(ErrorCode.OUTPUT_INVALID, "the function's output isn't JSON", e), "");
    }
  }

  /** A function that ends a withdrawn call does what was asked of it, whatever it says. */
  static CallEvent ofError(LocalCall call, JsonObject error) {
    String message = error.string("message");
    if (call.withdrawn()) {
      return new CallEvent.Failed(withdrawn(message), "");
    }
    ErrorCode code = ErrorCode.ofType(error.string("type"));
    List<FieldError> fields = error.array("fields").stream().map(CallEnd::field).toList();
    return new CallEvent.Failed(
        new CallException(code.ofFunctions() ? code : ErrorCode.FUNCTION_FAILED, message, fields),
        error.get("stack").map(Json::asString).orElse(""));
  }

  static CallException withdrawn(String how) {
    return new CallException(ErrorCode.CLIENT_CANCELLED, "the call was cancelled: " + how);
  }

  private static FieldError field(Json json) {
    JsonObject field = json.asObject();
    return new FieldError(
        field.array("loc").stream()
            .map(part -> part instanceof JsonNumber ? part.print() : part.asString())
            .toList(),
        field.string("msg"),
        field.string("type"));
  }
}
