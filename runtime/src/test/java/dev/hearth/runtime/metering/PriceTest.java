package dev.hearth.runtime.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {
  private static BigInteger exact(long microUnits, long priceNanos) {
    return BigInteger.valueOf(microUnits)
        .multiply(BigInteger.valueOf(priceNanos))
        .divide(BigInteger.valueOf(1_000_000));
  }

  @Property
  void chargeIsTheExactProductRoundedDown(
      @ForAll @LongRange(min = 0) long microUnits, @ForAll @LongRange(min = 0) long priceNanos) {
    BigInteger exact = exact(microUnits, priceNanos);
    if (exact.bitLength() < Long.SIZE) {
      assertEquals(exact.longValueExact(), Price.charge(microUnits, priceNanos));
    } else {
      assertThrows(ArithmeticException.class, () -> Price.charge(microUnits, priceNanos));
    }
  }

  @Property
  void fewerUnitsNeverCostMore(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long fewer,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long more,
      @ForAll @LongRange(min = 0, max = 9_000_000_000_000L) long price) {
    long low = Price.charge(Math.min(fewer, more), price);
    assertEquals(low, Math.min(low, Price.charge(Math.max(fewer, more), price)));
  }

  @Property
  void dollarsAreReadBackExactly(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000_000L) long nanos) {
    assertEquals(nanos, Price.nanos(Price.dollars(nanos)));
  }

  @Test
  void dollarsHaveNeitherExponentsNorTrailingZeros() {
    assertEquals("0", Price.dollars(0));
    assertEquals("0.000004", Price.dollars(4_000));
    assertEquals("0.000000001", Price.dollars(1));
    assertEquals("10", Price.dollars(10_000_000_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "-1",
        "1e-999999999",
        "1e999999999",
        "NaN",
        "1,5",
        "0x1",
        "1000000000.1",
        "0.00000000000000000000000000000000000000000001"
      })
  void whatIsNoAmountIsRefusedAtOnce(String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThrows(IllegalArgumentException.class, () -> Price.nanos(text)));
  }
}
