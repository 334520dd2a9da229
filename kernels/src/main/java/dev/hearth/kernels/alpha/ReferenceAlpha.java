package dev.hearth.kernels.alpha;

/** Byte by byte. */
final class ReferenceAlpha extends Alpha {
  @Override
  void fillParts(byte[] pixels, byte[] colours, byte[] alpha) {
    for (int i = 0; i < alpha.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        colours[3 * i + channel] = pixels[4 * i + channel];
      }
      alpha[i] = pixels[4 * i + 3];
    }
  }

  @Override
  void fillPixels(byte[] colours, byte[] alpha, byte[] pixels) {
    for (int i = 0; i < alpha.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        pixels[4 * i + channel] = colours[3 * i + channel];
      }
      pixels[4 * i + 3] = alpha[i];
    }
  }
}
