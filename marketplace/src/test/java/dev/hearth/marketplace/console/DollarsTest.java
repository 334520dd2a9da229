package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DollarsTest {
  @ParameterizedTest
  @CsvSource({
    "0, $0.00",
    "1, $0.000000001",
    "1000000, $0.001",
    "10000000, $0.01",
    "100000000, $0.10",
    "1000000000, $1.00",
    "20000000000, $20.00",
    "19998500000, $19.9985",
    "-1500000000, -$1.50",
    "9223372036854775807, $9223372036.854775807",
    "-9223372036854775808, -$9223372036.854775808",
  })
  void nanosAreWrittenExactly(long nanos, String text) {
    assertEquals(text, Dollars.ofNanos(nanos));
  }

  @Test
  void amountsInScientificNotationAreWrittenPlainly() {
    assertEquals("$0.000000004", Dollars.of(new BigDecimal("4E-9")));
    assertEquals("$2000.00", Dollars.of(new BigDecimal("2E+3")));
  }

  @Test
  void pricesNameTheirUnitAndPrivateFunctionsHaveNone() {
    assertEquals("$0.001 per megapixel", Dollars.price(Samples.upscale()));
    assertEquals("Private", Dollars.price(Samples.privately(Samples.upscale())));
  }
}
