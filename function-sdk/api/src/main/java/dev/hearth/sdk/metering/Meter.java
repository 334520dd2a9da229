package dev.hearth.sdk.metering;

import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.media.ImageHeader;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Works out the units of a call. All results are micro-units.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="meter"}
 */
public final class Meter {
  private static final long ONE = 1_000_000;

  private Meter() {}

  /** The most that any call of the function can consume. */
  public static long cap(Bill bill) {
    return bill.maxMicroUnits();
  }

  /**
   * The most that this call can consume, now that its media are known: pixels of the bound media
   * times the square of the factor. A picture of a million pixels is one megapixel, so pixels are
   * micro-units.
   *
   * @param headers of the input's pictures, by field
   * @param factorValue JSON of the field that scales the bound media, or of its default; {@code
   *     null} where the input has neither
   * @throws CallException with {@code IMAGE_TOO_LARGE} when that is above the cap
   */
  public static long bound(Bill bill, Map<String, ImageHeader> headers, String factorValue) {
    ImageHeader header = headers.get(bill.boundMedia());
    if (bill.unit() != BillingUnit.MEGAPIXEL || header == null) {
      return cap(bill);
    }
    Optional<BigInteger> known = factor(bill, factorValue);
    if (known.isEmpty()) {
      return cap(bill);
    }
    BigInteger factor = known.get();
    BigInteger pixels = BigInteger.valueOf(header.pixels()).multiply(factor).multiply(factor);
    if (pixels.compareTo(BigInteger.valueOf(cap(bill))) > 0) {
      throw CallException.field(
          ErrorCode.IMAGE_TOO_LARGE,
          bill.boundMedia(),
          "%d×%d pixels at factor %s would make %s pixels, allowed are %d"
              .formatted(header.width(), header.height(), factor, pixels, cap(bill)));
    }
    return pixels.longValueExact();
  }

  /** The factor, rounded up; empty when nobody tells. */
  private static Optional<BigInteger> factor(Bill bill, String value) {
    if (bill.boundFactor().isEmpty()) {
      return Optional.of(BigInteger.ONE);
    }
    try {
      double factor = Double.parseDouble(value);
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
