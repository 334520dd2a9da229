package dev.hearth.sdk.snippets;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import java.util.List;

/** How calls are refused. */
public final class ErrorSnippets {
  private ErrorSnippets() {}

  // @start region="refuse"
  static void requireSquare(int width, int height) {
    if (width != height) {
      String message = "%d×%d isn't square".formatted(width, height);
      throw CallException.field(ErrorCode.INVALID_INPUT, "image_url", message);
    }
  }

  // @end

  // @start region="fields"
  static String first(CallException refusal) {
    for (FieldError fault : refusal.fields()) {
      List<String> place = fault.location(); // body, layers, 0
      return String.join(".", place) + ": " + fault.message();
    }
    return refusal.code().type() + ": " + refusal.reason();
  }
  // @end
}
