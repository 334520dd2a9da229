package dev.hearth.sdk.metering;

import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.media.ImageHeader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Works out the units of a call. All results are micro-units.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="meter"}
 */
public final class Meter {
  private static final long ONE = 1_000_000;

  private Meter() {}

  /**
   * The most that this call can consume while its media aren't known: the size of the bound field
   * times its micro-units, rounded up, and never more than the cap, which stands alone where the
   * input has no such field.
   *
   * @param fields gives JSON of an input field, or of its default; {@code null} in JSON where the
   *     input has neither
   */
  public static long bound(Bill bill, UnaryOperator<String> fields) {
    long cap = bill.maxMicroUnits();
    if (bill.boundField().isEmpty()) {
      return cap;
    }
    BigDecimal bound =
        size(fields.apply(bill.boundField()), cap)
            .multiply(BigDecimal.valueOf(bill.boundMicroUnits()));
    // The ends come first: rounding a number such as 1e-999999999 would take for ever.
    if (bound.signum() <= 0) {
      return 0;
    }
    if (bound.compareTo(BigDecimal.ONE) <= 0) {
      return 1;
    }
    return bound.compareTo(BigDecimal.valueOf(cap)) >= 0
        ? cap
        : bound.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** Characters of a text, value of a number; as large as can be where it is neither. */
  private static BigDecimal size(String json, long unknown) {
    if (json.startsWith("\"")) {
      String text = Json.parse(json).asString();
      return BigDecimal.valueOf(text.codePointCount(0, text.length()));
    }
    try {
      return new BigDecimal(json);
    } catch (NumberFormatException e) {
      return BigDecimal.valueOf(unknown);
    }
  }

  /**
   * The most that this call can consume, now that its media are known: pixels of the bound media
   * times the square of the factor, where the function has a bound media. A picture of a million
   * pixels is one megapixel, so pixels are micro-units.
   *
   * @param headers of the input's pictures, by field
   * @param fields as for {@link #bound(Bill, UnaryOperator)}
   * @throws CallException with {@code IMAGE_TOO_LARGE} when that is above the cap
   */
  public static long bound(
      Bill bill, Map<String, ImageHeader> headers, UnaryOperator<String> fields) {
    ImageHeader header = headers.get(bill.boundMedia());
    if (bill.unit() != BillingUnit.MEGAPIXEL || header == null) {
      return bound(bill, fields);
    }
    Optional<BigInteger> known = factor(bill, fields);
    if (known.isEmpty()) {
      return bill.maxMicroUnits();
    }
    BigInteger factor = known.get();
    BigInteger pixels = BigInteger.valueOf(header.pixels()).multiply(factor).multiply(factor);
    if (pixels.compareTo(BigInteger.valueOf(bill.maxMicroUnits())) > 0) {
      throw CallException.field(
          ErrorCode.IMAGE_TOO_LARGE,
          bill.boundMedia(),
          "%d×%d pixels at factor %s would make %s pixels, allowed are %d"
              .formatted(header.width(), header.height(), factor, pixels, bill.maxMicroUnits()));
    }
    return pixels.longValueExact();
  }

  /** The factor, rounded up; empty when nobody tells. */
  private static Optional<BigInteger> factor(Bill bill, UnaryOperator<String> fields) {
    if (bill.boundFactor().isEmpty()) {
      return Optional.of(BigInteger.ONE);
    }
    try {
      double factor = Double.parseDouble(fields.apply(bill.boundFactor()));
      return Optional.of(BigInteger.valueOf((long) Math.ceil(factor)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * What a successful call consumed, measured from its outputs where the unit can be.
   *
   * @param metered what the function metered, -1 if it didn't
   * @param outputs headers of the output's pictures
   * @throws CallException with {@code OUTPUT_INVALID} when it is above the bound, or the function
   *     had to meter and didn't
   */
  public static long measure(Bill bill, long metered, List<ImageHeader> outputs, long bound) {
    long microUnits =
        switch (bill.unit()) {
          case REQUEST -> ONE;
          case IMAGE -> outputs.size() * ONE;
          case MEGAPIXEL -> outputs.stream().mapToLong(ImageHeader::pixels).sum();
          case SECOND, THOUSAND_CHARACTERS -> metered;
        };
    if (microUnits < 0) {
      throw new CallException(
          ErrorCode.OUTPUT_INVALID,
          "the function is billed by " + bill.unit().word() + " and did not meter its call");
    }
    if (microUnits > bound) {
      throw new CallException(
          ErrorCode.OUTPUT_INVALID,
          "the function consumed %d micro-units of %s, its bound for this call is %d"
              .formatted(microUnits, bill.unit().word(), bound));
    }
    return microUnits;
  }
}
