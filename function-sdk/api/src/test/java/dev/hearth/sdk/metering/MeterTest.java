package dev.hearth.sdk.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.media.ImageHeader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {
  private static final Bill UPSCALE =
      new Bill(BillingUnit.MEGAPIXEL, 16_000_000, "image_url", "scale");

  private static final Bill SPEAK =
      new Bill(BillingUnit.THOUSAND_CHARACTERS, 5_000_000, "", "", "text", 1_000);

  private static long bound(String factor, int width, int height) {
    var header = new ImageHeader("image/png", width, height);
    return Meter.bound(UPSCALE, Map.of("image_url", header), _ -> factor);
  }

  @Test
  void boundIsPixelsTimesFactorSquared() {
    assertEquals(20_000, bound("2", 100, 50));
    assertEquals(80_000, bound("4", 100, 50));
    // JSON Schema's integers may be written with a fraction of zero.
    assertEquals(20_000, bound("2.0", 100, 50));
  }

  @Test
  void withoutAFactorTheCapCounts() {
    assertEquals(16_000_000, bound("null", 100, 50));
  }

  /** Both forms agree: what is held at first is what is charged at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"\"            | 0",
        "\"a\"           | 1000",
        "\"Grüße 👋\"     | 7000",
        "\"\\ud83d\\udc4b\" | 1000",
        "\"\\n\\\"\"      | 2000",
        "3              | 3000",
        "2.5            | 2500",
        "0.0001         | 1",
        "1.0009999      | 1001",
        "0              | 0",
        "-4             | 0",
        "5000           | 5000000",
        "5000.1         | 5000000",
        "1e999999999    | 5000000",
        "1e-999999999   | 1",
        "-1e999999999   | 0",
        "null           | 5000000",
        "Infinity       | 5000000",
        "[1]            | 5000000",
      })
  void sizeOfAFieldBoundsUnitsBelowTheCap(String value, long bound) {
    assertEquals(bound, Meter.bound(SPEAK, field -> field.equals("text") ? value : "\"\""));
    assertEquals(bound, Meter.bound(SPEAK, Map.of(), _ -> value));
  }

  @Test
  void noFieldBoundsUnitsThatDontSaySo() {
    assertEquals(16_000_000, Meter.bound(UPSCALE, _ -> "\"\""));
  }

  @Test
  void aboveTheCapIsTooLargeAlsoWhereALongOverflows() {
    for (int scale : new int[] {3, Integer.MAX_VALUE}) {
      CallException refusal =
          assertThrows(
              CallException.class,
              () -> bound(Integer.toString(scale), 2_000_000_000, 2_000_000_000));
      assertEquals(ErrorCode.IMAGE_TOO_LARGE, refusal.code());
      assertEquals(List.of("body", "image_url"), refusal.fields().getFirst().location());
    }
  }

  @Test
  void unitsAreMeasuredNotBelieved() {
    var picture = new ImageHeader("image/png", 1000, 500);
    assertEquals(500_000, Meter.measure(UPSCALE, 1, List.of(picture), 500_000));
    assertEquals(
        1_000_000,
        Meter.measure(new Bill(BillingUnit.REQUEST, 1_000_000, "", ""), 0, List.of(), 1_000_000));
    Bill images = new Bill(BillingUnit.IMAGE, 4_000_000, "", "");
    assertEquals(2_000_000, Meter.measure(images, 0, List.of(picture, picture), 4_000_000));
    assertThrows(CallException.class, () -> Meter.measure(UPSCALE, 0, List.of(picture), 499_999));
    Bill seconds = new Bill(BillingUnit.SECOND, 10, "", "");
    assertThrows(CallException.class, () -> Meter.measure(seconds, -1, List.of(), 10));
    assertThrows(CallException.class, () -> Meter.measure(seconds, 11, List.of(), 10));
    assertEquals(10, Meter.measure(seconds, 10, List.of(), 10));
  }
}
