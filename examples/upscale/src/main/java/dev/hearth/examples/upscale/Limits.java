package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.util.Locale;

/** How large a picture may be. Checked on the header, before any pixel is decoded. */
final class Limits {
  /** Name of the input field that all refusals point at. */
  static final String FIELD = "image_url";

  /** Most millions of pixels in a result; the bound that calls are billed by. */
  static final int MAX_OUTPUT_MEGAPIXELS = 36;

  /** Greatest side of an input in pixels; the greatest that WebP can have. */
  static final int MAX_SIDE = 16_383;

  private Limits() {}

  /** Refuses a picture that is empty or whose result would be too large. */
  static void check(int width, int height, int scale) {
    if (width < 1 || height < 1) {
      throw CallException.field(
          ErrorCode.IMAGE_TOO_SMALL, FIELD, "the picture is " + size(width, height) + " pixels");
    }
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw tooLarge(width, height, "the limit is " + MAX_SIDE + " pixels a side");
    }
    long pixels = (long) width * height * scale * scale;
    if (pixels > MAX_OUTPUT_MEGAPIXELS * 1_000_000L) {
      throw tooLarge(
          width,
          height,
          String.format(
              Locale.ROOT,
              "at scale %d the result would have %.1f megapixels, and the limit is %d",
              scale,
              pixels / 1e6,
              MAX_OUTPUT_MEGAPIXELS));
    }
  }

  private static CallException tooLarge(int width, int height, String why) {
    return CallException.field(
        ErrorCode.IMAGE_TOO_LARGE,
        FIELD,
        "the picture is " + size(width, height) + " pixels; " + why);
  }

  private static String size(int width, int height) {
    return width + "x" + height;
  }
}
