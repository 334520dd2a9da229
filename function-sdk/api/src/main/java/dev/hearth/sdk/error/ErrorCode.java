package dev.hearth.sdk.error;

/**
 * Why a call failed. The HTTP status, fal's error type and retryability of each reason are fixed
 * here and nowhere else.
 *
 * <p>Source of statuses and types: fal's error reference; {@code 402} and the catalog's own reasons
 * are Hearth's.
 */
public enum ErrorCode {
  // The caller's request.
  BAD_REQUEST(400, "bad_request", false),
  UNAUTHENTICATED(401, "unauthenticated", false),
  INSUFFICIENT_FUNDS(402, "insufficient_funds", false),
  MAX_COST_EXCEEDED(402, "max_cost_exceeded", false),
  FORBIDDEN(403, "forbidden", false),
  NOT_FOUND(404, "not_found", false),
  CONFLICT(409, "conflict", false),
  PAYLOAD_TOO_LARGE(413, "payload_too_large", false),
  INVALID_INPUT(422, "value_error", false),
  IDEMPOTENCY_KEY_REUSED(422, "idempotency_key_reused", false),
  TOO_MANY_REQUESTS(429, "concurrent_requests_limit", true),
  CLIENT_CANCELLED(499, "client_cancelled", false),

  // The caller's media.
  FILE_DOWNLOAD_ERROR(422, "file_download_error", false),
  FILE_TOO_LARGE(422, "file_too_large", false),
  IMAGE_LOAD_ERROR(422, "image_load_error", false),
  IMAGE_TOO_LARGE(422, "image_too_large", false),
  IMAGE_TOO_SMALL(422, "image_too_small", false),

  // The function.
  FUNCTION_FAILED(500, "internal_server_error", false),
  OUTPUT_INVALID(500, "invalid_output", false),
  GENERATION_TIMEOUT(504, "generation_timeout", false),

  // The platform.
  INTERNAL(500, "internal_error", false),
  RUNNER_INCOMPLETE_RESPONSE(502, "runner_incomplete_response", true),
  RUNNER_DISCONNECTED(503, "runner_disconnected", true),
  RUNNER_SCHEDULING_FAILURE(503, "runner_scheduling_failure", true),
  REQUEST_TIMEOUT(504, "request_timeout", false),
  STARTUP_TIMEOUT(504, "startup_timeout", true);

  private final int httpStatus;
  private final String type;
  private final boolean retryable;

  ErrorCode(int httpStatus, String type, boolean retryable) {
    this.httpStatus = httpStatus;
    this.type = type;
    this.retryable = retryable;
  }

  /** The status that the caller sees. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The stable word for this reason on the wire ({@code error_type}, {@code detail[].type}). */
  public String type() {
    return type;
  }

  /** Whether the same call may succeed when it is sent again unchanged. */
  public boolean retryable() {
    return retryable;
  }

  /** Whether a function may answer with it; every other code speaks for the platform. */
  public boolean ofFunctions() {
    return switch (this) {
      case BAD_REQUEST,
          PAYLOAD_TOO_LARGE,
          INVALID_INPUT,
          FILE_DOWNLOAD_ERROR,
          FILE_TOO_LARGE,
          IMAGE_LOAD_ERROR,
          IMAGE_TOO_LARGE,
          IMAGE_TOO_SMALL,
          FUNCTION_FAILED,
          OUTPUT_INVALID ->
          true;
      default -> false;
    };
  }

  /** The code with that wire word, or {@link #FUNCTION_FAILED} when no code has it. */
  public static ErrorCode ofType(String type) {
    for (ErrorCode code : values()) {
      if (code.type.equals(type)) {
        return code;
      }
    }
    return FUNCTION_FAILED;
  }
}
