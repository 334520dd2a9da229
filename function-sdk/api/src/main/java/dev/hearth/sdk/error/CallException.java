package dev.hearth.sdk.error;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/**
 * The caller's mistake or a state of the platform, told to the caller in fal's error shape. A
 * function throws it to refuse an input: {@code throw CallException.field(IMAGE_LOAD_ERROR,
 * "image_url", "not a PNG, JPEG or WebP image")}.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ErrorSnippets.java" region="refuse"}
 */
public final class CallException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<FieldError> fields;

  public CallException(ErrorCode code, String message) {
    this(code, message, List.of());
  }

  public CallException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.fields = List.of();
  }

  public CallException(ErrorCode code, String message, List<FieldError> fields) {
    super(message);
    this.code = code;
    this.fields = List.copyOf(fields);
  }

  /** A refusal of one field of the input. */
  public static CallException field(ErrorCode code, String field, String message) {
    return at(code, List.of(field), message);
  }

  /**
   * A refusal of one place in the input.
   *
   * @param path names of fields and decimal positions in lists, from the outside in
   */
  public static CallException at(ErrorCode code, List<String> path, String message) {
    var location = new ArrayList<String>();
    location.add("body");
    location.addAll(path);
    return new CallException(
        code, message, List.of(new FieldError(location, message, code.type())));
  }

  public ErrorCode code() {
    return code;
  }

  /** The message, never null. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** The fields at fault; empty when the fault isn't in a field. */
  public List<FieldError> fields() {
    return fields;
  }
}
