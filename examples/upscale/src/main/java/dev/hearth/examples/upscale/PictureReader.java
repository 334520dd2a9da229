package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens a picture that a stranger has sent.
 *
 * <p>The header decides first: what would be too large is refused before memory is taken for it.
 * Every fault of the file becomes an {@link ErrorCode#IMAGE_LOAD_ERROR} of its field.
 */
final class PictureReader {
  private PictureReader() {}

  /**
   * Opens the first picture of a file and sees that it is whole.
   *
   * @param scale growth that the result of {@link Limits} is worked out with
   * @throws CallException if the file isn't a picture that can be enlarged so
   */
  static Original open(Path path, int scale) throws IOException {
    Format format = format(path);
    try {
      return format.open(path, scale);
    } catch (IOException | RuntimeException e) {
      // Decoders also throw out-of-bounds and argument errors when a file is damaged.
      throw e instanceof CallException refusal ? refusal : damaged(format);
    }
  }

  private static Format format(Path path) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(Format.SIGNATURE_BYTES);
    }
    return Format.of(start)
        .orElseThrow(
            () ->
                CallException.field(
                    ErrorCode.IMAGE_LOAD_ERROR,
                    Limits.FIELD,
                    "the file is not a PNG, JPEG or WebP picture"));
  }

  private static CallException damaged(Format format) {
    return CallException.field(
        ErrorCode.IMAGE_LOAD_ERROR,
        Limits.FIELD,
        "the "
            + format.title()
            + " picture can't be read: it is truncated, damaged or of a rare kind");
  }
}
