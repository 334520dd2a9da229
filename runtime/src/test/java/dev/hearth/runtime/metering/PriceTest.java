package dev.hearth.runtime.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PriceTest {
  @Property
  void chargeIsTheExactQuotientRoundedDown(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long microUnits,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long unitPriceNanos) {
    BigInteger exact =
        BigInteger.valueOf(microUnits)
            .multiply(BigInteger.valueOf(unitPriceNanos))
            .divide(BigInteger.valueOf(1_000_000));
    assertEquals(exact.longValueExact(), Price.charge(microUnits, unitPriceNanos));
  }

  @Test
  void chargesThatOverflowAreErrors() {
    assertThrows(ArithmeticException.class, () -> Price.charge(Long.MAX_VALUE, Long.MAX_VALUE));
  }

  @Property
  void dollarsReadBackExactly(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000_000L) long n) {
    assertEquals(n, Price.nanos(Price.dollars(n)));
  }

  @Test
  void dollarsArePlainDecimals() {
    assertEquals("0", Price.dollars(0));
    assertEquals("0.000000001", Price.dollars(1));
    assertEquals("100", Price.dollars(100_000_000_000L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1e10", "NaN", "1,5", "0x1", "1e999999999"})
  void whatIsNoAmountIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Price.nanos(text));
  }
}
