package dev.hearth.examples.moderate;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The picture formats that are read. Others are refused, even if some decoder would take them. */
enum Format {
  PNG("PNG"),
  JPEG("JPEG"),
  WEBP("WebP");

  /** How many bytes {@link #of} wants to see. */
  static final int SIGNATURE_BYTES = 12;

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] JPEG_SIGNATURE = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBP_TYPE = "WEBP".getBytes(StandardCharsets.US_ASCII);

  private final String title;

  Format(String title) {
    this.title = title;
  }

  /** The name that people know it by. */
  String title() {
    return title;
  }

  /** The format of a file that begins so; what the sender called it doesn't count. */
  static Optional<Format> of(byte[] start) {
    if (holds(start, 0, PNG_SIGNATURE)) {
      return Optional.of(PNG);
    }
    if (holds(start, 0, JPEG_SIGNATURE)) {
      return Optional.of(JPEG);
    }
    return holds(start, 0, RIFF) && holds(start, 8, WEBP_TYPE)
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  /** A decoder; whoever asked for it disposes of it. */
  ImageReader reader() throws IOException {
    return switch (this) {
      case PNG, JPEG -> ImageIO.getImageReadersByFormatName(title).next();
      case WEBP -> new WebPImageReaderSpi().createReaderInstance();
    };
  }

  /** The EXIF orientation, 1 if the file has none. Refuses WebPs that their decoder would trust. */
  int orientation(Path file) throws IOException {
    return switch (this) {
      case PNG -> Orientation.ofPng(file);
      case JPEG -> Orientation.ofJpeg(file);
      case WEBP -> WebpChunks.check(file);
    };
  }

  private static boolean holds(byte[] bytes, int from, byte[] expected) {
    int to = from + expected.length;
    return bytes.length >= to && Arrays.equals(bytes, from, to, expected, 0, expected.length);
  }
}
