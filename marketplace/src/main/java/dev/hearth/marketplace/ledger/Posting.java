package dev.hearth.marketplace.ledger;

import java.util.List;
import java.util.Locale;

/**
 * Entries that are posted together or not at all, and only once per key.
 *
 * @param idempotencyKey names the event behind it
 * @param lines at least two, which sum to zero
 */
public record Posting(String idempotencyKey, Kind kind, List<Line> lines) {
  /** Why money moves. */
  public enum Kind {
    /** Comes in from outside, into a wallet. */
    DEPOSIT,
    /** A present of the platform, into a wallet. */
    GRANT,
    /** A call. */
    USAGE,
    /** What is left of a grant at its end. */
    EXPIRY,
    /** A call's charge, or part of it, goes back. */
    REFUND,
    /** Earnings leave what is payable, and wait. */
    PAYOUT,
    /** They went outside, all or a part. */
    PAYOUT_SENT,
    /** They are payable again. */
    PAYOUT_RETURNED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A change of one ledger account.
   *
   * @param nanos what the account gains; negative for what it loses, never zero
   */
  public record Line(long ledgerAccountId, long nanos) {
    public Line {
      if (nanos == 0) {
        throw new IllegalArgumentException(
            "an entry of ledger account " + ledgerAccountId + " moves nothing");
      }
    }
  }

  public Posting {
    lines = List.copyOf(lines);
    long total = 0;
    for (Line line : lines) {
      total = Math.addExact(total, line.nanos());
    }
    if (lines.size() < 2 || total != 0) {
      throw new IllegalArgumentException(
          "posting %s has %d entries which sum to %d"
              .formatted(idempotencyKey, lines.size(), total));
    }
  }
}
