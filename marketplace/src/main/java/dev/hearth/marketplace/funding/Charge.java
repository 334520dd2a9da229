package dev.hearth.marketplace.funding;

import dev.hearth.marketplace.ledger.Posting.Line;
import dev.hearth.marketplace.money.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A call's charge as it was posted, and what was refunded of it. A refund goes the way back: what
 * was taken last is returned first, and whoever got a part of what is returned gives that part
 * back.
 *
 * @param payments what wallets paid, in the order in which they were taken from
 * @param promotionalNanos what promotional ones paid of it
 * @param feeNanos what the platform got, the promotional part included
 * @param revenue the ledger account to which that was posted
 * @param refundedNanos of all refunds so far
 */
record Charge(
    UUID requestId,
    UUID payer,
    String owner,
    List<Payment> payments,
    long chargeNanos,
    long promotionalNanos,
    long feeNanos,
    long revenue,
    long refundedNanos) {
  /** What one wallet paid. */
  record Payment(long wallet, boolean promotional, long nanos) {}

  /**
   * What a refund moves.
   *
   * @param wallets what each gets back
   * @param shareNanos what the creator gives back
   * @param feeNanos what the platform gives back
   */
  record Return(List<Line> wallets, long shareNanos, long feeNanos) {}

  Charge {
    payments = List.copyOf(payments);
  }

  long refundableNanos() {
    return chargeNanos - refundedNanos;
  }

  /** The refund of an amount, at most what is refundable. */
  Return refund(long nanos) {
    if (nanos <= 0 || nanos > refundableNanos()) {
      throw new IllegalArgumentException(nanos + " of " + refundableNanos() + " to refund");
    }
    long end = refundedNanos + nanos;
    var lines = new ArrayList<Line>();
    long from = 0;
    for (Payment payment : payments.reversed()) {
      long to = from + payment.nanos();
      long part = Math.min(to, end) - Math.max(from, refundedNanos);
      if (part > 0) {
        lines.add(new Line(payment.wallet(), part));
      }
      from = to;
    }
    long share = shareOf(paidWithin(end)) - shareOf(paidWithin(refundedNanos));
    return new Return(lines, share, nanos - share);
  }

  /** How much of the first refunded nano-dollars had been paid for. */
  private long paidWithin(long refunded) {
    long from = 0;
    long paid = 0;
    for (Payment payment : payments.reversed()) {
      long part = Math.max(0, Math.min(payment.nanos(), refunded - from));
      paid += payment.promotional() ? 0 : part;
      from += payment.nanos();
    }
    return paid;
  }

  /** The creator's share of that: all but the fee, which is rounded down. */
  private long shareOf(long paid) {
    return paid == 0
        ? 0
        : paid - Nanos.share(paid, feeNanos - promotionalNanos, chargeNanos - promotionalNanos);
  }
}
