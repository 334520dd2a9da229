package dev.hearth.kernels.planar;

/** A pixel at a time, with the arithmetic of vectors: what these leave over, and few pixels. */
final class PlainLoops {
  private PlainLoops() {}

  static void fillPlanes(
      byte[] pixels,
      PixelFormat format,
      Normalisation normalisation,
      float[] planes,
      int from,
      int to) {
    int channels = format.channels();
    int count = planes.length / channels;
    for (int plane = 0; plane < channels; plane++) {
      float scale = normalisation.scale().of(plane);
      float offset = normalisation.offset().of(plane);
      int position = format.position(plane);
      for (int i = from; i < to; i++) {
        int level = pixels[i * channels + position] & 255;
        planes[plane * count + i] = level * scale + offset;
      }
    }
  }

  static void fillPixels(
      float[] planes, PixelFormat format, Normalisation inverse, byte[] pixels, int from, int to) {
    int channels = format.channels();
    int count = planes.length / channels;
    for (int plane = 0; plane < channels; plane++) {
      float scale = inverse.scale().of(plane);
      float offset = inverse.offset().of(plane) + 0.5f;
      int position = format.position(plane);
      for (int i = from; i < to; i++) {
        int level = Math.clamp((int) (planes[plane * count + i] * scale + offset), 0, 255);
        pixels[i * channels + position] = (byte) level;
      }
    }
  }
}
