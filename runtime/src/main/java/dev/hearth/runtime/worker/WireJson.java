package dev.hearth.runtime.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.ProtocolException;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Reads the JSON that workers send, which may be anything. */
final class WireJson {
  private static final int MAX_MESSAGE_CHARS = 4 << 10;
  private static final int MAX_STACK_CHARS = 64 << 10;
  private static final int MAX_FIELDS = 100;

  /** As deep as {@link Json} reads, so that whoever builds the value later can. */
  private static final int MAX_DEPTH = 200;

  /** Outputs are passed on as they are, so what isn't UTF-8 must not be taken for UTF-16. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private WireJson() {}

  /** Refuses what isn't exactly one JSON value; doesn't build it. */
  static void requireOneValue(byte[] json) throws ProtocolException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new ProtocolException("output is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new ProtocolException("output has more than one JSON value");
      }
    } catch (ProtocolException e) {
      throw e;
    } catch (IOException e) {
      throw new ProtocolException("output is not JSON");
    }
  }

  /** Reads an object payload; whatever is wrong with it is the worker's violation. */
  static <T> T read(Frame frame, Function<JsonObject, T> reader) throws ProtocolException {
    try {
      return reader.apply(Json.parseObject(Frame.utf8(frame.payload())));
    } catch (JsonException | IllegalArgumentException e) {
      throw new ProtocolException(frame.type() + " payload: " + e.getMessage());
    }
  }

  static CallAnswer.Failure failure(JsonObject error) {
    ErrorCode code = ErrorCode.ofType(error.string("type"));
    List<FieldError> fields =
        error.array("fields").stream().limit(MAX_FIELDS).map(WireJson::field).toList();
    return new CallAnswer.Failure(
        new CallException(
            code.ofFunctions() ? code : ErrorCode.FUNCTION_FAILED,
            cut(error.string("message"), MAX_MESSAGE_CHARS),
            fields),
        cut(error.get("stack").map(Json::asString).orElse(""), MAX_STACK_CHARS),
        List.of());
  }

  static HealthReport health(JsonObject health) {
    return health.require("healthy").asBoolean()
        ? new HealthReport(true, "", "")
        : new HealthReport(
            false,
            cut(health.string("message"), MAX_MESSAGE_CHARS),
            cut(health.get("stack").map(Json::asString).orElse(""), MAX_STACK_CHARS));
  }

  private static FieldError field(Json json) {
    JsonObject field = json.asObject();
    return new FieldError(
        field.array("loc").stream().map(WireJson::location).toList(),
        cut(field.string("msg"), MAX_MESSAGE_CHARS),
        cut(field.string("type"), MAX_MESSAGE_CHARS));
  }

  private static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
  }

  private static String location(Json part) {
    return part instanceof Json.JsonNumber ? Long.toString(part.asLong()) : part.asString();
  }
}
