package dev.hearth.marketplace.usage;

import dev.hearth.marketplace.ledger.Consumption.Taken;
import dev.hearth.marketplace.ledger.Posting;
import dev.hearth.marketplace.money.Nanos;
import java.util.ArrayList;

/**
 * How an event's charge is paid and shared. A creator is paid from what was paid for: of what
 * promotional credit covers nothing, of the rest all but the fee, which is rounded down.
 *
 * @param feeNanos the platform's part: the promotional part, and the fee on the rest
 */
record Settlement(UsageEvent event, Taken taken, long feeNanos, int feeBasisPoints) {
  static Settlement of(UsageEvent event, Taken taken, int feeBasisPoints) {
    long promotional = taken.promotionalNanos();
    long fee = promotional + Nanos.fee(event.chargeNanos() - promotional, feeBasisPoints);
    return new Settlement(event, taken, fee, feeBasisPoints);
  }

  /** The entries of an event that costs something. */
  Posting posting(long payable, long revenue) {
    var lines = new ArrayList<>(taken.lines());
    long share = event.chargeNanos() - feeNanos;
    if (share > 0) {
      lines.add(new Posting.Line(payable, share));
    }
    if (feeNanos > 0) {
      lines.add(new Posting.Line(revenue, feeNanos));
    }
    return new Posting("usage:" + event.requestId(), Posting.Kind.USAGE, lines);
  }
}
