package dev.hearth.examples.upscale;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** An ICC profile that says which colours a picture's levels mean; turns them into sRGB. */
final class ColourProfile {
  /** Longer profiles are ignored; a detailed one of a printer has about two million bytes. */
  static final int MAX_BYTES = 4 << 20;

  private final int components;
  private final ColorConvertOp toSrgb;

  private ColourProfile(ICC_Profile profile) {
    this.components = profile.getNumComponents();
    var srgb = ((ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_sRGB)).getProfile();
    this.toSrgb = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
  }

  /**
   * The profile in those bytes; empty if it is broken or not meant for so many channels. Such a
   * picture is taken for sRGB, as browsers do.
   *
   * @param components 1 for grey, 3 for colour
   */
  static Optional<ColourProfile> of(byte[] icc, int components) {
    try {
      var profile = new ColourProfile(ICC_Profile.getInstance(icc));
      if (profile.components != components) {
        return Optional.empty();
      }
      profile.convert(new int[1], 1); // Some faults show only then.
      return Optional.of(profile);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Converts the first {@code length} pixels in place; alpha stays. */
  void convert(int[] argb, int length) {
    WritableRaster from = row(length, components);
    WritableRaster to = row(length, 3);
    byte[] levels = bytes(from);
    for (int i = 0, at = 0; i < length; i++) {
      for (int shift = 8 * (components - 1); shift >= 0; shift -= 8) {
        levels[at++] = (byte) (argb[i] >> shift);
      }
    }
    toSrgb.filter(from, to);
    byte[] rgb = bytes(to);
    for (int i = 0, at = 0; i < length; i++, at += 3) {
      argb[i] =
          argb[i] & 0xFF000000
              | (rgb[at] & 255) << 16
              | (rgb[at + 1] & 255) << 8
              | rgb[at + 2] & 255;
    }
  }

  private static WritableRaster row(int width, int bands) {
    return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, 1, bands, null);
  }

  private static byte[] bytes(Raster raster) {
    return ((DataBufferByte) raster.getDataBuffer()).getData();
  }
}
