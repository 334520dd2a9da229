package dev.hearth.sdk.testkit;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FalErrors;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A call ended as its caller would see it fail: the input was refused, the function threw, or the
 * call was withdrawn.
 *
 * <pre>{@code
 * CallFailed failed = assertThrows(CallFailed.class, () -> poster.callJson("{}"));
 * assertEquals(422, failed.status());
 * assertEquals(List.of("body", "text"), failed.field().location());
 * }</pre>
 */
public final class CallFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient CallException reason;
  private final String stack;

  CallFailed(CallException reason, String stack) {
    super(
        "%d %s: %s%s"
            .formatted(
                reason.code().httpStatus(),
                reason.code().type(),
                reason.reason(),
                stack.isEmpty() ? "" : "\n" + stack),
        reason);
    this.reason = reason;
    this.stack = stack;
  }

  /** Why it failed. */
  public ErrorCode code() {
    return reason.code();
  }

  /** The HTTP status of a direct call. */
  public int status() {
    return reason.code().httpStatus();
  }

  /** The error's type on the wire, e.g. {@code image_load_error}. */
  public String type() {
    return reason.code().type();
  }

  /** The sentence for the caller. */
  public String reason() {
    return reason.reason();
  }

  /** The fields at fault; empty when the fault isn't in a field. */
  public List<FieldError> fields() {
    return reason.fields();
  }

  /**
   * The one field at fault.
   *
   * @throws AssertionError if there isn't exactly one
   */
  public FieldError field() {
    if (fields().size() != 1) {
      throw new AssertionError(fields().size() + " fields are at fault: " + fields(), this);
    }
    return fields().getFirst();
  }

  /** The function's own stack, which its owner sees; empty where the fault is the caller's. */
  public String stack() {
    return stack;
  }

  /** The body of the answer, in fal's shape. */
  public Json body() {
    return Json.parse(new String(FalErrors.body(reason), StandardCharsets.UTF_8));
  }
}
