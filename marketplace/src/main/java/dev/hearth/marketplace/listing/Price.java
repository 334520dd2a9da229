package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.money.Nanos;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A unit price as a caller writes it: dollars with at most nine decimals. */
final class Price {
  private static final BigDecimal MAX_DOLLARS = BigDecimal.valueOf(1_000_000);

  private Price() {}

  static long nanos(@Nullable BigDecimal dollars) {
    if (dollars == null) {
      throw refusal("\"unit_price\" is missing: dollars per unit, such as \"0.001\"");
    }
    if (dollars.signum() < 0 || dollars.compareTo(MAX_DOLLARS) > 0) {
      throw refusal(
          "\"unit_price\" is not between 0 and " + MAX_DOLLARS.toPlainString() + " dollars");
    }
    try {
      return Nanos.ofDollars(dollars);
    } catch (ArithmeticException tooFine) {
      throw refusal("\"unit_price\" has more than nine decimals");
    }
  }

  private static CallException refusal(String message) {
    return new CallException(ErrorCode.INVALID_INPUT, message);
  }
}
