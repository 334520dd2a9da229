package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Reads a picture that a stranger has sent.
 *
 * <p>The header decides first: what would be too large is refused before memory is taken for it.
 * Every fault of the file becomes an {@link ErrorCode#IMAGE_LOAD_ERROR} of its field.
 */
final class PictureReader {
  private PictureReader() {}

  /**
   * Reads the first picture of a file, upright.
   *
   * @param scale growth that the result of {@link Limits} is worked out with
   * @throws CallException if the file isn't a picture that can be enlarged so
   */
  static Picture read(Path file, int scale) throws IOException {
    Format format = format(file);
    try {
      Picture picture = Samples.of(decode(file, format, scale));
      return format == Format.JPEG ? Orientation.of(file).apply(picture) : picture;
    } catch (IOException | RuntimeException e) {
      // Decoders also throw out-of-bounds and argument errors when a file is damaged.
      throw e instanceof CallException refusal ? refusal : damaged(format);
    }
  }

  private static Format format(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
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

  private static BufferedImage decode(Path file, Format format, int scale) throws IOException {
    if (format == Format.WEBP) {
      WebpHeader.check(file, scale);
    }
    ImageReader reader = format.reader();
    try (var in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      Limits.check(reader.getWidth(0), reader.getHeight(0), scale);
      if (format == Format.JPEG) {
        reader.addIIOReadWarningListener((_, warning) -> refuseTruncated(warning));
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  /** The JPEG decoder only warns when data is missing, and leaves the rest grey. */
  private static void refuseTruncated(String warning) {
    if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
      throw damaged(Format.JPEG);
    }
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
