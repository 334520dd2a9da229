package dev.hearth.marketplace.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hearth.sdk.error.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** fal's error shape of the platform API. */
record ErrorBody(Reason error) {
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Reason(
      String type,
      String message,
      @JsonProperty("docs_url") @Nullable String docsUrl,
      @JsonProperty("request_id") String requestId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Detail> detail) {}

  /** One of several faults, in the shape of the runtime's. */
  record Detail(List<String> loc, String msg, String type) {
    static Detail of(FieldError fault) {
      return new Detail(fault.location(), fault.message(), fault.type());
    }
  }

  static ErrorBody of(int status, String message, String requestId) {
    return of(status, message, requestId, List.of());
  }

  static ErrorBody of(int status, String message, String requestId, List<FieldError> faults) {
    List<Detail> detail = faults.stream().map(Detail::of).toList();
    return new ErrorBody(new Reason(type(status), message, null, requestId, detail));
  }

  /** fal's words; a status of our own gets the nearest one. */
  private static String type(int status) {
    return switch (status) {
      case 401, 402, 403 -> "authorization_error";
      case 404 -> "not_found";
      case 429 -> "rate_limited";
      case 501 -> "not_implemented";
      default -> status >= 500 ? "server_error" : "validation_error";
    };
  }
}
