package dev.hearth.examples.upscale;

import java.io.IOException;
import java.util.Optional;

/**
 * Turns a PNG's samples into 8-bit sRGB pixels. Source: PNG specification, third edition, sections
 * 11.3.2.1 (transparency) and 13.12 (depth).
 *
 * @param palette its colours with their alpha; empty without a palette
 * @param transparent samples of the one transparent colour; empty for none
 */
record PngPixels(
    PngHeader header, int[] palette, int[] transparent, Optional<ColourProfile> profile) {
  private static final int OPAQUE = 0xFF000000;

  /**
   * Converts a row.
   *
   * @param bytes the row after filtering was undone, from {@code from}
   * @param samples room for the row's samples
   * @param argb receives the first {@code width} pixels
   */
  void convert(byte[] bytes, int from, int width, int[] samples, int[] argb) throws IOException {
    int count = width * header.channels();
    unpack(bytes, from, samples, count);
    if (header.colour() == PngHeader.PALETTE) {
      lookUp(samples, width, argb);
      return;
    }
    boolean grey = header.channels() < 3;
    boolean alpha = header.colour() >= PngHeader.GREY_ALPHA;
    for (int x = 0, at = 0; x < width; x++, at += header.channels()) {
      int red = level(samples[at]);
      int green = grey ? red : level(samples[at + 1]);
      int blue = grey ? red : level(samples[at + 2]);
      int visible = alpha ? level(samples[at + header.channels() - 1]) : 255;
      argb[x] = (isTransparent(samples, at) ? 0 : visible << 24) | red << 16 | green << 8 | blue;
    }
    profile.ifPresent(colours -> colours.convert(argb, width));
  }

  private void unpack(byte[] bytes, int from, int[] samples, int count) {
    int depth = header.depth();
    if (depth == 8) {
      for (int i = 0; i < count; i++) {
        samples[i] = bytes[from + i] & 255;
      }
    } else if (depth == 16) {
      for (int i = 0, at = from; i < count; i++, at += 2) {
        samples[i] = (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
      }
    } else {
      int mask = (1 << depth) - 1;
      for (int i = 0, bit = 0; i < count; i++, bit += depth) {
        samples[i] = bytes[from + (bit >> 3)] >> 8 - depth - (bit & 7) & mask;
      }
    }
  }

  private void lookUp(int[] indexes, int width, int[] argb) throws IOException {
    for (int x = 0; x < width; x++) {
      if (indexes[x] >= palette.length) {
        throw new IOException("colour " + indexes[x] + " of a palette of " + palette.length);
      }
      argb[x] = palette[indexes[x]];
    }
  }

  /** The nearest of 256 levels. */
  private int level(int sample) {
    int most = (1 << header.depth()) - 1;
    return header.depth() == 8 ? sample : (sample * 255 + most / 2) / most;
  }

  private boolean isTransparent(int[] samples, int at) {
    if (transparent.length == 0) {
      return false;
    }
    for (int i = 0; i < transparent.length; i++) {
      if (samples[at + i] != transparent[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads the bodies of {@code PLTE} and {@code tRNS}, which may be empty. */
  static PngPixels of(PngHeader header, byte[] plte, byte[] trns, Optional<ColourProfile> profile)
      throws IOException {
    return switch (header.colour()) {
      case PngHeader.PALETTE ->
          new PngPixels(header, palette(plte, trns, profile), new int[0], profile);
      case PngHeader.GREY, PngHeader.RGB ->
          new PngPixels(header, new int[0], transparent(header, trns), profile);
      default -> new PngPixels(header, new int[0], new int[0], profile);
    };
  }

  private static int[] palette(byte[] plte, byte[] trns, Optional<ColourProfile> profile)
      throws IOException {
    if (plte.length == 0 || plte.length % 3 != 0) {
      throw new IOException("a palette of " + plte.length + " bytes");
    }
    var palette = new int[plte.length / 3];
    for (int i = 0; i < palette.length; i++) {
      int alpha = i < trns.length ? trns[i] << 24 : OPAQUE;
      int red = plte[3 * i] & 255;
      int green = plte[3 * i + 1] & 255;
      palette[i] = alpha | red << 16 | green << 8 | plte[3 * i + 2] & 255;
    }
    profile.ifPresent(colours -> colours.convert(palette, palette.length));
    return palette;
  }

  private static int[] transparent(PngHeader header, byte[] trns) throws IOException {
    if (trns.length != 0 && trns.length != 2 * header.channels()) {
      throw new IOException("a transparent colour of " + trns.length + " bytes");
    }
    var samples = new int[trns.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (trns[2 * i] & 255) << 8 | trns[2 * i + 1] & 255;
    }
    return samples;
  }
}
