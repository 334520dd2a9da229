package dev.hearth.kernels.alpha;

import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.device.CudaDevice;

/**
 * Splits 8-bit pixels into colours and alpha, and merges them again, byte for byte.
 *
 * <p>Pixels are {@code [N, 4]} bytes with alpha last; colours are {@code [N, 3]} in the same order,
 * whichever it is; alpha is {@code [N]}. N follows from the arrays' lengths and may be 0. They are
 * three arrays, as their lengths require. Thread-safe.
 */
public abstract sealed class Alpha permits ReferenceAlpha, VectorAlpha, CudaAlpha {
  /** The version for a device. */
  public static Alpha on(ComputeDevice device) {
    return switch (device) {
      case CpuDevice cpu -> new VectorAlpha(VectorAlpha.WIDEST, cpu);
      case CudaDevice gpu -> new CudaAlpha(gpu);
    };
  }

  /** Plain loops, which the others are measured against. */
  public static Alpha reference() {
    return new ReferenceAlpha();
  }

  /**
   * Fills {@code colours} and {@code alpha} from {@code pixels}.
   *
   * @throws IllegalArgumentException if the arrays' lengths don't fit
   */
  public final void split(byte[] pixels, byte[] colours, byte[] alpha) {
    if (fits(pixels, colours, alpha)) {
      fillParts(pixels, colours, alpha);
    }
  }

  /**
   * Fills {@code pixels} from {@code colours} and {@code alpha}.
   *
   * @throws IllegalArgumentException if the arrays' lengths don't fit
   */
  public final void merge(byte[] colours, byte[] alpha, byte[] pixels) {
    if (fits(pixels, colours, alpha)) {
      fillPixels(colours, alpha, pixels);
    }
  }

  abstract void fillParts(byte[] pixels, byte[] colours, byte[] alpha);

  abstract void fillPixels(byte[] colours, byte[] alpha, byte[] pixels);

  /** Whether there is anything to do. */
  private static boolean fits(byte[] pixels, byte[] colours, byte[] alpha) {
    long count = alpha.length;
    if (pixels.length != 4 * count || colours.length != 3 * count) {
      throw new IllegalArgumentException(
          "%d bytes of pixels, %d of colours and %d of alpha"
              .formatted(pixels.length, colours.length, alpha.length));
    }
    return count > 0;
  }
}
