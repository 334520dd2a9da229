package dev.hearth.kernels.planar;

import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.device.CudaDevice;

/**
 * 8-bit interleaved pixels to float planes and back.
 *
 * <p>Pixels are {@code [N, C]} bytes, each a level from 0 to 255, in the order of their {@link
 * PixelFormat}, without padding. Planes are {@code [C, N]} floats in the order red, green, blue,
 * alpha. C is 3 or 4, and N, the number of pixels, follows from the arrays' lengths; it may be 0.
 *
 * <ul>
 *   <li>{@link #toPlanes}: {@code value = level · scale + offset}
 *   <li>{@link #toPixels}: {@code level = ⌊clamp((value − offset) / scale, 0, 255) + ½⌋}; NaN gives
 *       0. Where the exact result lies within float's rounding of a half, either neighbour.
 * </ul>
 *
 * <p>What {@link #toPlanes} made, {@link #toPixels} turns back into the same bytes. Thread-safe.
 */
public abstract sealed class Planar permits ReferencePlanar, CpuPlanar, VectorPlanar, CudaPlanar {
  /** The version for a device. */
  public static Planar on(ComputeDevice device) {
    return switch (device) {
      case CpuDevice cpu -> new CpuPlanar(cpu, CpuPlanar.PLAIN_PIXELS);
      case CudaDevice gpu -> new CudaPlanar(gpu);
    };
  }

  /** Plain loops in double precision, which the others are measured against. */
  public static Planar reference() {
    return new ReferencePlanar();
  }

  /**
   * Fills {@code planes} from {@code pixels}.
   *
   * @throws IllegalArgumentException if the arrays' lengths are no whole number of pixels or differ
   */
  public final void toPlanes(
      byte[] pixels, PixelFormat format, Normalisation normalisation, float[] planes) {
    int count = count(pixels, format, planes);
    if (count > 0) {
      fillPlanes(pixels, format, normalisation, planes, count);
    }
  }

  /**
   * Fills {@code pixels} from {@code planes}.
   *
   * @throws IllegalArgumentException if the arrays' lengths are no whole number of pixels or differ
   */
  public final void toPixels(
      float[] planes, PixelFormat format, Normalisation normalisation, byte[] pixels) {
    int count = count(pixels, format, planes);
    if (count > 0) {
      fillPixels(planes, format, normalisation, pixels, count);
    }
  }

  /** Fills RGB pixels from planes of red, green and blue, 0 to 1: what most networks give. */
  public final void toRgb8(float[] planes, byte[] rgb) {
    toPixels(planes, PixelFormat.RGB, Normalisation.UNIT, rgb);
  }

  abstract void fillPlanes(
      byte[] pixels, PixelFormat format, Normalisation normalisation, float[] planes, int count);

  abstract void fillPixels(
      float[] planes, PixelFormat format, Normalisation normalisation, byte[] pixels, int count);

  private static int count(byte[] pixels, PixelFormat format, float[] planes) {
    if (pixels.length % format.channels() != 0 || pixels.length != planes.length) {
      throw new IllegalArgumentException(
          "%d bytes of %s pixels and %d floats of planes"
              .formatted(pixels.length, format, planes.length));
    }
    return pixels.length / format.channels();
  }
}
