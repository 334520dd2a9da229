package dev.hearth.bench.load;

import java.nio.charset.StandardCharsets;

/** An answer; only its status and body matter to a benchmark. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record HttpReply(int status, byte[] body) {
  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
