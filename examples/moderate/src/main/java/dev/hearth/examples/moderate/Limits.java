package dev.hearth.examples.moderate;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;

/** How large a picture may be. Checked on the header, before any pixel is decoded. */
final class Limits {
  /** Name of the input field that all refusals point at. */
  static final String FIELD = "image_url";

  /** Most millions of pixels; what fits the worker's heap while it is decoded. */
  static final int MAX_MEGAPIXELS = 25;

  private Limits() {}

  /** Refuses a picture that is empty or too large. */
  static void check(long width, long height) {
    if (width < 1 || height < 1) {
      throw CallException.field(
          ErrorCode.IMAGE_TOO_SMALL, FIELD, "the picture is " + size(width, height) + " pixels");
    }
    if (width > MAX_MEGAPIXELS * 1_000_000L / height) {
      throw CallException.field(
          ErrorCode.IMAGE_TOO_LARGE,
          FIELD,
          "the picture is %s pixels; the limit is %d megapixels"
              .formatted(size(width, height), MAX_MEGAPIXELS));
    }
  }

  private static String size(long width, long height) {
    return width + "x" + height;
  }
}
