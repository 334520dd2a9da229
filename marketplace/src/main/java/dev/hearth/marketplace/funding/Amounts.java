package dev.hearth.marketplace.funding;

import dev.hearth.marketplace.money.Nanos;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.math.BigDecimal;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads amounts and names of accounts that admins send. */
final class Amounts {
  private Amounts() {}

  /** Nano-dollars of a positive amount. */
  static long nanos(BigDecimal dollars) {
    try {
      long nanos = Nanos.ofDollars(dollars);
      if (nanos > 0) {
        return nanos;
      }
    } catch (ArithmeticException _) {
      // More than nine decimals, or beyond 64 bits; refused below.
    }
    throw new CallException(
        ErrorCode.INVALID_INPUT,
        "\"amount\" is dollars above 0 with at most 9 decimals and below 9.2 billion, not "
            + dollars.toPlainString());
  }

  static UUID account(Handle handle, String name) {
    return handle
        .createQuery("select id from account where name = :name")
        .bind("name", name)
        .mapTo(UUID.class)
        .findOne()
        .orElseThrow(() -> new CallException(ErrorCode.NOT_FOUND, "no account \"" + name + "\""));
  }
}
