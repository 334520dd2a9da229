package dev.hearth.marketplace.listing;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param offset elements before it
 * @param limit elements in it
 */
record Paging(int offset, int limit) {
  private static final int MAX_LIMIT = 100;
  private static final int MAX_OFFSET = 1_000_000;

  /** One page and where the next begins. */
  record Page<T>(List<T> items, @Nullable String nextCursor, boolean hasMore) {}

  /** What a caller asks for; the cursor is one that a page before named. */
  static Paging of(@Nullable String cursor, int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new CallException(
          ErrorCode.INVALID_INPUT, "\"limit\" is not between 1 and " + MAX_LIMIT);
    }
    return new Paging(cursor == null || cursor.isEmpty() ? 0 : offset(cursor), limit);
  }

  private static int offset(String cursor) {
    try {
      int offset = Integer.parseInt(cursor);
      if (offset >= 0 && offset <= MAX_OFFSET) {
        return offset;
      }
    } catch (NumberFormatException _) {
      // Refused below, like a number out of range.
    }
    throw new CallException(ErrorCode.INVALID_INPUT, "\"cursor\" is none that a page named");
  }

  /** The page of elements, read with one more than its limit to see whether more follow. */
  <S, T> Page<T> page(List<S> found, Function<S, T> view) {
    boolean more = found.size() > limit;
    return new Page<>(
        found.stream().limit(limit).map(view).toList(),
        more ? Integer.toString(offset + limit) : null,
        more);
  }
}
