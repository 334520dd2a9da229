package dev.hearth.examples.upscale;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a PNG says of its pixels.
 *
 * @param depth bits of a sample
 * @param colour the sum of 1 for a palette, 2 for colour and 4 for alpha, as in the file
 * @param interlaced whether rows come in Adam7's seven passes
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {
  static final int BYTES = 13;
  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  /** Reads the body of {@code IHDR}. */
  static PngHeader of(byte[] body) throws IOException {
    if (body.length != BYTES) {
      throw new IOException("a PNG header of " + body.length + " bytes");
    }
    var in = ByteBuffer.wrap(body);
    int width = in.getInt();
    int height = in.getInt();
    int depth = in.get();
    int colour = in.get();
    boolean possible =
        switch (colour) {
          case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
          default -> false;
        };
    int compression = in.get();
    int filter = in.get();
    int interlace = in.get();
    if (!possible || compression != 0 || filter != 0 || interlace < 0 || interlace > 1) {
      throw new IOException("depth " + depth + ", colour " + colour + ", interlace " + interlace);
    }
    return new PngHeader(width, height, depth, colour, interlace == 1);
  }

  /** Samples of a pixel. */
  int channels() {
    return switch (colour) {
      case RGB -> 3;
      case GREY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  /** Whole bytes of a row of so many pixels. */
  int rowBytes(int pixels) {
    return Math.toIntExact(((long) pixels * channels() * depth + 7) / 8);
  }

  /** Distance of the bytes that a filter compares. */
  int filterBytes() {
    return Math.max(1, channels() * depth / 8);
  }
}
