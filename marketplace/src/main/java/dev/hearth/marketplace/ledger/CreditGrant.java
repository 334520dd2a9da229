package dev.hearth.marketplace.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Funds that an account may spend.
 *
 * @param nanos more than 0
 * @param priority 0 to 100; lower is spent earlier
 * @param expiresAt kept to the microsecond; null for never
 */
public record CreditGrant(
    UUID accountId, Kind kind, long nanos, int priority, @Nullable Instant expiresAt) {
  /** The priority of what has no other. */
  public static final int USUAL_PRIORITY = 50;

  /** Who pays for what is bought with it. */
  public enum Kind {
    /** The account has paid for it. */
    TOP_UP,
    /** A present of the platform, which never becomes payable to a creator. */
    PROMOTIONAL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CreditGrant {
    if (nanos <= 0) {
      throw new IllegalArgumentException("a grant of " + nanos + " nano-dollars");
    }
    if (priority < 0 || priority > 100) {
      throw new IllegalArgumentException("a grant of priority " + priority);
    }
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** What an account has paid in, of usual priority and without end. */
  public static CreditGrant topUp(UUID accountId, long nanos) {
    return new CreditGrant(accountId, Kind.TOP_UP, nanos, USUAL_PRIORITY, null);
  }
}
