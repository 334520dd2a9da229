package dev.hearth.marketplace.statement;

import dev.hearth.marketplace.ledger.LedgerReader.Position;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A position in a statement as callers send it back: {@code set-line}. */
final class StatementCursor {
  private StatementCursor() {}

  static String write(Position position) {
    return position.postingSet() + "-" + position.line();
  }

  static Position read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return Position.NEWEST;
    }
    String[] parts = cursor.split("-", -1);
    try {
      if (parts.length == 2) {
        return new Position(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (NumberFormatException _) {
      // Refused below, like any other form.
    }
    throw new CallException(ErrorCode.INVALID_INPUT, "\"cursor\" is none that a page named");
  }
}
