package dev.hearth.marketplace.usage;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** A position among an account's events as callers send it back: {@code time_request}. */
final class UsageCursor {
  private UsageCursor() {}

  static String write(UsageEvent last) {
    return last.finishedAt() + "_" + last.requestId();
  }

  static UsageStore.Position read(String cursor) {
    String[] parts = cursor.split("_", -1);
    try {
      if (parts.length == 2) {
        return new UsageStore.Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
      }
    } catch (DateTimeException | IllegalArgumentException _) {
      // Refused below, like any other form.
    }
    throw new CallException(ErrorCode.INVALID_INPUT, "\"cursor\" is none that a page named");
  }
}
