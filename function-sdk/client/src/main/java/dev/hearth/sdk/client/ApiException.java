package dev.hearth.sdk.client;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.json.Json;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server refused the call, or the function failed.
 *
 * <pre>{@code
 * try {
 *   upscale.run(input);
 * } catch (ApiException e) {
 *   e.fieldErrors("image_url").forEach(error -> show(error.message()));
 * }
 * }</pre>
 */
public final class ApiException extends HearthException {
  @Serial private static final long serialVersionUID = 1L;

  private static final int VALIDATION = 422;

  private final transient Refusal refusal;

  ApiException(String what, Refusal refusal) {
    super(what + ": " + refusal.sentence(), null);
    this.refusal = refusal;
  }

  /** The HTTP status. */
  public int status() {
    return refusal.status();
  }

  /**
   * The stable word for the reason, e.g. {@code image_load_error} or {@code insufficient_funds};
   * empty if the answer had none. {@link ErrorCode#type} lists Hearth's own.
   */
  public String errorType() {
    return refusal.errorType();
  }

  /** Whether the input is at fault (422); {@link #fieldErrors()} says where. */
  public boolean isValidation() {
    return refusal.status() == VALIDATION;
  }

  /** The fields at fault; empty when the fault isn't in a field. */
  public List<FieldError> fieldErrors() {
    return refusal.fields();
  }

  /** What is wrong with one field of the input, by its name on the wire. */
  public List<FieldError> fieldErrors(String field) {
    return refusal.fields().stream()
        .filter(error -> !error.location().isEmpty() && error.location().getLast().equals(field))
        .toList();
  }

  /** The id of the request that failed; none if the server made none of it. */
  public Optional<String> requestId() {
    return Optional.ofNullable(refusal.requestId());
  }

  /** Whether the same call may succeed when it is sent again unchanged. */
  public boolean retryable() {
    return refusal.retryable();
  }

  /** How long the server asks callers to wait before they try again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(refusal.retryAfter());
  }

  /** The answer's body, if it is JSON. */
  public Optional<Json> body() {
    @Nullable Json body = refusal.body();
    return Optional.ofNullable(body);
  }
}
