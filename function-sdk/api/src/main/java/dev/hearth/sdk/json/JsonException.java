package dev.hearth.sdk.json;

import java.io.Serial;

/** A text that is not JSON, or a value that is not of the expected kind. */
public final class JsonException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message);
  }

  public JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
