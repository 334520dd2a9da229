package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.media.ImageHeader;
import java.util.Optional;

/**
 * Whether a medium keeps to what its function's schema asks of it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="picture"}
 */
public final class MediaChecks {
  private MediaChecks() {}

  /**
   * Checks a medium that is here.
   *
   * @param header of a picture; files whose header can't be read keep to all bounds of pixels, and
   *     it is the function that refuses them
   * @throws CallException saying what it is and what is allowed
   */
  public static void check(MediaLimits limits, long bytes, Optional<ImageHeader> header) {
    if (limits.maxBytes() > 0 && bytes > limits.maxBytes()) {
      throw new CallException(
          ErrorCode.FILE_TOO_LARGE,
          "the file has %d bytes, allowed are %d".formatted(bytes, limits.maxBytes()));
    }
    header.ifPresent(picture -> check(limits, picture));
  }

  private static void check(MediaLimits limits, ImageHeader picture) {
    String size = "the picture has %d×%d pixels, ".formatted(picture.width(), picture.height());
    if (picture.width() < limits.minWidth() || picture.height() < limits.minHeight()) {
      throw new CallException(
          ErrorCode.IMAGE_TOO_SMALL,
          size + "at least %d×%d are needed".formatted(limits.minWidth(), limits.minHeight()));
    }
    if (above(picture.width(), limits.maxWidth()) || above(picture.height(), limits.maxHeight())) {
      throw new CallException(
          ErrorCode.IMAGE_TOO_LARGE,
          size
              + "allowed are %s×%s".formatted(bound(limits.maxWidth()), bound(limits.maxHeight())));
    }
    int longer = Math.max(picture.width(), picture.height());
    int shorter = Math.min(picture.width(), picture.height());
    if (limits.maxAspectRatio() > 0 && longer > limits.maxAspectRatio() * shorter) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          size + "allowed is a ratio of its sides up to " + limits.maxAspectRatio());
    }
  }

  private static boolean above(int value, int max) {
    return max > 0 && value > max;
  }

  private static String bound(int max) {
    return max == 0 ? "any" : Integer.toString(max);
  }
}
