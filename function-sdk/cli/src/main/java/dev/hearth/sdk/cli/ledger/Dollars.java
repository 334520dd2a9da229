package dev.hearth.sdk.cli.ledger;

import java.math.BigDecimal;

/** Amounts as people read them. */
final class Dollars {
  private static final int DECIMALS = 9;

  private Dollars() {}

  /** {@code $1.5} of nano-dollars. */
  static String of(long nanos) {
    BigDecimal dollars = BigDecimal.valueOf(nanos, DECIMALS).stripTrailingZeros();
    String text = dollars.abs().toPlainString();
    return (nanos < 0 ? "-$" : "$") + text;
  }
}
