package dev.hearth.examples.moderate;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Reads a picture that a stranger has sent. Every fault of the file becomes an {@link
 * ErrorCode#IMAGE_LOAD_ERROR} of its field.
 */
final class PictureReader {
  private PictureReader() {}

  /**
   * Decodes the first picture of a file and turns it upright.
   *
   * @throws CallException if the file isn't a picture, or one larger than {@link Limits} allow
   */
  static Picture read(Path file) throws IOException {
    Format format = format(file);
    try {
      int orientation = format.orientation(file);
      return Orientation.upright(decode(format, file), orientation);
    } catch (IOException | RuntimeException e) {
      // Decoders also throw out-of-bounds and argument errors when a file is damaged.
      throw e instanceof CallException refusal ? refusal : damaged(format);
    }
  }

  private static Format format(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Format.of(in.readNBytes(Format.SIGNATURE_BYTES))
          .orElseThrow(() -> unreadable("the file is not a PNG, JPEG or WebP picture"));
    }
  }

  private static Picture decode(Format format, Path file) throws IOException {
    ImageReader reader = format.reader();
    try (var in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      Limits.check(reader.getWidth(0), reader.getHeight(0));
      reader.addIIOReadWarningListener((_, warning) -> refuseTruncated(warning));
      return Pixels.of(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  /** The JPEG reader only warns when data is missing, and leaves the rest grey. */
  private static void refuseTruncated(String warning) {
    if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
      throw new UncheckedIOException(new IIOException(warning));
    }
  }

  private static CallException damaged(Format format) {
    return unreadable(
        "the "
            + format.title()
            + " picture can't be read: it is truncated, damaged or of a rare kind");
  }

  private static CallException unreadable(String why) {
    return CallException.field(ErrorCode.IMAGE_LOAD_ERROR, Limits.FIELD, why);
  }
}
