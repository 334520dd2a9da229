package dev.hearth.marketplace.function;

import dev.hearth.sdk.compat.Break;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/** Why a version isn't deployed over the one that others call. */
final class BreakingChange {
  private static final String TYPE = "breaking_change";
  private static final int MOST_IN_THE_SENTENCE = 5;

  private BreakingChange() {}

  /** Names all breaks one by one, and the first few in its sentence. */
  static CallException refusal(List<Break> breaks) {
    String first =
        breaks.stream()
            .limit(MOST_IN_THE_SENTENCE)
            .map(Break::toString)
            .collect(Collectors.joining("; "));
    int others = breaks.size() - MOST_IN_THE_SENTENCE;
    return new CallException(
        ErrorCode.CONFLICT,
        "this version breaks callers of the live one: %s%s. If you mean it, deploy with allow_breaking=true"
            .formatted(first, others > 0 ? "; and " + others + " more" : ""),
        breaks.stream().map(BreakingChange::fault).toList());
  }

  private static FieldError fault(Break change) {
    List<String> location =
        change.place().isEmpty()
            ? List.of(change.endpoint())
            : List.of(change.endpoint(), change.place());
    return new FieldError(location, change.reason(), TYPE);
  }
}
