package dev.hearth.sdk.error;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The bodies of failures. Faults of the input and of the function are fal's {@code detail} array;
 * all others a sentence with {@code error_type}.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="input"}
 */
public final class FalErrors {
  private static final Pattern POSITION = Pattern.compile("[0-9]{1,9}");

  private FalErrors() {}

  /** The body in UTF-8. */
  public static byte[] body(CallException failure) {
    return json(failure).print().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject json(CallException failure) {
    return isModelError(failure.code())
        ? JsonObject.builder().put("detail", details(failure)).build()
        : JsonObject.builder()
            .put("detail", failure.reason())
            .put("error_type", failure.code().type())
            .build();
  }

  private static boolean isModelError(ErrorCode code) {
    return code.httpStatus() == 422
        || code == ErrorCode.FUNCTION_FAILED
        || code == ErrorCode.OUTPUT_INVALID
        || code == ErrorCode.GENERATION_TIMEOUT;
  }

  private static JsonArray details(CallException failure) {
    List<FieldError> fields =
        failure.fields().isEmpty()
            ? List.of(new FieldError(List.of("body"), failure.reason(), failure.code().type()))
            : failure.fields();
    return new JsonArray(fields.stream().<Json>map(FalErrors::detail).toList());
  }

  private static JsonObject detail(FieldError error) {
    return JsonObject.builder()
        .put("loc", new JsonArray(error.location().stream().map(FalErrors::step).toList()))
        .put("msg", error.message())
        .put("type", error.type())
        .put("url", "https://docs.fal.ai/errors#" + error.type())
        .build();
  }

  /** Array positions are numbers on the wire, as pydantic writes them. */
  private static Json step(String step) {
    return POSITION.matcher(step).matches() ? Json.of(Long.parseLong(step)) : Json.of(step);
  }
}
