package dev.hearth.marketplace.console;

import dev.hearth.marketplace.listing.ListedFunction;
import java.math.BigDecimal;

/** Writes money for people, exactly: never rounded, at least two decimals. */
final class Dollars {
  private static final int NANO_DIGITS = 9;

  private Dollars() {}

  static String ofNanos(long nanos) {
    return of(BigDecimal.valueOf(nanos, NANO_DIGITS));
  }

  static String of(BigDecimal dollars) {
    BigDecimal shortest = dollars.abs().stripTrailingZeros();
    BigDecimal shown = shortest.scale() < 2 ? shortest.setScale(2) : shortest;
    return (dollars.signum() < 0 ? "-$" : "$") + shown.toPlainString();
  }

  /** What a function costs, e.g. {@code $0.001 per megapixel}. */
  static String price(ListedFunction function) {
    if (!function.standing().open()) {
      return "Private";
    }
    return function.unitPriceNanos() == 0
        ? "Free"
        : ofNanos(function.unitPriceNanos())
            + " per "
            + function.descriptor().billing().unit().word();
  }
}
