package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Between the bytes of frames and the function's types, with errors that name whose fault it is.
 */
final class Translation<I, O> {
  private final FunctionCodec<I, O> codec;

  Translation(FunctionCodec<I, O> codec) {
    this.codec = codec;
  }

  /**
   * Reads an input.
   *
   * @throws CallException if it isn't what the function takes
   */
  I decode(byte[] json) {
    try {
      return codec.decode(Json.parse(text(json)));
    } catch (JsonException e) {
      ErrorCode code = ErrorCode.INVALID_INPUT;
      String message = String.valueOf(e.getMessage());
      throw new CallException(
          code, message, List.of(new FieldError(List.of("body"), message, code.type())));
    }
  }

  private static String text(byte[] json) {
    try {
      return Frame.utf8(json);
    } catch (IllegalArgumentException e) {
      throw new JsonException("not JSON: text that isn't UTF-8", e);
    }
  }

  /**
   * Writes an output.
   *
   * @throws CallException if it is null or has no JSON form
   */
  byte[] encode(@Nullable O output) {
    if (output == null) {
      throw new CallException(ErrorCode.OUTPUT_INVALID, "the function returned no output");
    }
    try {
      return bytes(codec.encode(output));
    } catch (RuntimeException | StackOverflowError e) {
      throw new CallException(
          ErrorCode.OUTPUT_INVALID, "the output can't be written: " + StackText.headline(e), e);
    }
  }

  /**
   * Writes a partial output: any JSON, or a value of the output type.
   *
   * @throws IllegalArgumentException if it has no JSON form or is too large
   */
  byte[] encodePartial(Object partial) {
    byte[] bytes = bytes(partial instanceof Json json ? json : encodeUnchecked(partial));
    if (bytes.length > Frame.MAX_PARTIAL_BYTES) {
      throw new IllegalArgumentException(
          "a partial output of %d bytes as JSON, allowed are %d; make large things files"
              .formatted(bytes.length, Frame.MAX_PARTIAL_BYTES));
    }
    return bytes;
  }

  @SuppressWarnings("unchecked") // the codec's own cast fails where the type is another
  private Json encodeUnchecked(Object partial) {
    try {
      return codec.encode((O) partial);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "a partial output is of the function's output type or Json, not "
              + partial.getClass().getName(),
          e);
    }
  }

  private static byte[] bytes(Json json) {
    return json.print().getBytes(StandardCharsets.UTF_8);
  }
}
