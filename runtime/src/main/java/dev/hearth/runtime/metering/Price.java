package dev.hearth.runtime.metering;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Amounts: nano-dollars from micro-units, and as dollars in text. */
public final class Price {
  private static final BigInteger MICRO = BigInteger.valueOf(1_000_000);
  private static final int NANO_DIGITS = 9;
  private static final int MAX_SCALE = 50;

  private Price() {}

  /**
   * {@code floor(microUnits × unitPriceNanos / 10⁶)}.
   *
   * @throws ArithmeticException if the result exceeds a {@code long}
   */
  public static long charge(long microUnits, long unitPriceNanos) {
    long high = Math.multiplyHigh(microUnits, unitPriceNanos);
    long low = microUnits * unitPriceNanos;
    if (high == 0 && low >= 0) {
      return low / 1_000_000;
    }
    return BigInteger.valueOf(microUnits)
        .multiply(BigInteger.valueOf(unitPriceNanos))
        .divide(MICRO)
        .longValueExact();
  }

  /** Dollars in plain decimal text without trailing zeros: {@code 0.000001}, {@code 0}. */
  public static String dollars(long nanos) {
    return nanos == 0
        ? "0"
        : BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }

  /**
   * Nano-dollars of dollars in text; fractions of a nano-dollar are rounded down.
   *
   * @throws IllegalArgumentException if it is no amount from 0 to a billion
   */
  public static long nanos(String dollars) {
    if (dollars.length() > 40) {
      throw new IllegalArgumentException("not an amount in dollars");
    }
    BigDecimal amount;
    try {
      amount = new BigDecimal(dollars.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not an amount in dollars", e);
    }
    if (Math.abs((long) amount.scale()) > MAX_SCALE) {
      // Its digits would fill memory before they were rounded away.
      throw new IllegalArgumentException("not an amount in dollars");
    }
    if (amount.signum() < 0 || amount.compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
      throw new IllegalArgumentException("not an amount from 0 to 1000000000 dollars");
    }
    return amount.movePointRight(NANO_DIGITS).toBigInteger().longValueExact();
  }
}
