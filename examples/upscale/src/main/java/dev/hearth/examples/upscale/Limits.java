package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.util.Locale;

/** How large a picture may be. Checked on the header, before any pixel is decoded. */
final class Limits {
  /** Name of the input field that all refusals point at. */
  static final String FIELD = "image_url";

  /**
   * Most millions of pixels in a result; the bound that calls are billed by, and what is held of a
   * caller's money until the node has seen the picture's header. Room for a 50-megapixel camera's
   * picture twice as large and a 12-megapixel telephone's four times.
   */
  static final int MAX_OUTPUT_MEGAPIXELS = 200;

  /** Most millions of pixels in a WebP, whose decoder takes some 14 bytes of heap for each. */
  static final int MAX_WEBP_MEGAPIXELS = 25;

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

  /** As {@link #check}, for a WebP. */
  static void checkWebp(int width, int height, int scale) {
    check(width, height, scale);
    if ((long) width * height > MAX_WEBP_MEGAPIXELS * 1_000_000L) {
      throw tooLarge(width, height, "the limit for WebP is " + MAX_WEBP_MEGAPIXELS + " megapixels");
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
