package dev.hearth.kernels.planar;

/** The formulas, in double precision. */
final class ReferencePlanar extends Planar {
  @Override
  void fillPlanes(
      byte[] pixels, PixelFormat format, Normalisation normalisation, float[] planes, int count) {
    for (int plane = 0; plane < format.channels(); plane++) {
      double scale = normalisation.scale().of(plane);
      double offset = normalisation.offset().of(plane);
      for (int i = 0; i < count; i++) {
        int level = pixels[i * format.channels() + format.position(plane)] & 255;
        planes[plane * count + i] = (float) (level * scale + offset);
      }
    }
  }

  @Override
  void fillPixels(
      float[] planes, PixelFormat format, Normalisation normalisation, byte[] pixels, int count) {
    for (int plane = 0; plane < format.channels(); plane++) {
      double scale = normalisation.scale().of(plane);
      double offset = normalisation.offset().of(plane);
      for (int i = 0; i < count; i++) {
        double level = (planes[plane * count + i] - offset) / scale;
        int rounded = (int) (Math.clamp(level, 0, 255) + 0.5);
        pixels[i * format.channels() + format.position(plane)] = (byte) rounded;
      }
    }
  }
}
