package dev.hearth.marketplace.funding;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Earnings on their way to a creator.
 *
 * @param id of the posting set that took them from what is payable
 * @param expiresAt when they go back by themselves; null for never
 * @param outcome {@code pending}, {@code posted}, {@code voided} or {@code expired}
 * @param postedNanos what was sent of them
 */
record Payout(
    long id,
    String key,
    UUID accountId,
    String account,
    long nanos,
    @Nullable Instant expiresAt,
    String outcome,
    long postedNanos) {
  boolean pending() {
    return outcome.equals("pending");
  }
}
