package dev.hearth.runtime.egress;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** A connection that a worker doesn't get, and what it is answered. */
final class Refusal extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final String status;

  private Refusal(String status, String reason) {
    super(reason);
    this.status = status;
  }

  static Refusal malformed(String reason) {
    return new Refusal("400 Bad Request", reason);
  }

  static Refusal forbidden(String reason) {
    return new Refusal("403 Forbidden", reason);
  }

  static Refusal unreachable(String reason) {
    return new Refusal("502 Bad Gateway", reason);
  }

  static Refusal busy(String reason) {
    return new Refusal("503 Service Unavailable", reason);
  }

  /** The whole answer. */
  byte[] answer() {
    String text = getMessage() + "\n";
    String head =
        "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, text.length());
    return (head + text).getBytes(StandardCharsets.US_ASCII);
  }
}
