package dev.hearth.marketplace.money;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Arithmetic of nano-dollars. Whatever doesn't fit 64 bits is an {@link ArithmeticException}. */
public final class Nanos {
  private static final int DECIMALS = 9;
  private static final BigInteger MICROS_PER_UNIT = BigInteger.valueOf(1_000_000);
  private static final BigInteger BASIS_POINTS = BigInteger.valueOf(10_000);

  private Nanos() {}

  /** {@code floor(microUnits × unitPriceNanos / 1,000,000)}; neither may be negative. */
  public static long charge(long microUnits, long unitPriceNanos) {
    return BigInteger.valueOf(microUnits)
        .multiply(BigInteger.valueOf(unitPriceNanos))
        .divide(MICROS_PER_UNIT)
        .longValueExact();
  }

  /** {@code floor(chargeNanos × basisPoints / 10,000)}. */
  public static long fee(long chargeNanos, int basisPoints) {
    return BigInteger.valueOf(chargeNanos)
        .multiply(BigInteger.valueOf(basisPoints))
        .divide(BASIS_POINTS)
        .longValueExact();
  }

  /** {@code floor(nanos × part / whole)}; none may be negative, and the whole not zero. */
  public static long share(long nanos, long part, long whole) {
    return BigInteger.valueOf(nanos)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  /** Dollars with one to nine decimals. */
  public static BigDecimal toDollars(long nanos) {
    BigDecimal dollars = BigDecimal.valueOf(nanos, DECIMALS).stripTrailingZeros();
    return dollars.scale() < 1 ? dollars.setScale(1) : dollars;
  }

  /** Nano-dollars of an amount with at most nine decimals. */
  public static long ofDollars(BigDecimal dollars) {
    return dollars.movePointRight(DECIMALS).longValueExact();
  }
}
