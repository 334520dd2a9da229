package dev.hearth.kernels.planar;

import dev.hearth.kernels.device.CpuDevice;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Plain loops at first, vectors once they pay; the results are the same, bit for bit.
 *
 * <p>The first vectors of a JVM cost some 0.4 s of loading, interpreting and compiling, which the
 * first call after a worker's start would have to wait for. Plain loops move 64 megapixels in about
 * that time: who has moved as many is likely to move more.
 */
final class CpuPlanar extends Planar {
  static final long PLAIN_PIXELS = 1 << 26;

  private final CpuDevice cpu;
  private final long plainPixels;
  private final AtomicLong pixelsSoFar = new AtomicLong();

  /** Without state, so it does no harm if two threads make one each. */
  private volatile @Nullable VectorPlanar vectors;

  /**
   * Makes one for a device.
   *
   * @param plainPixels how many pixels plain loops may move
   */
  CpuPlanar(CpuDevice cpu, long plainPixels) {
    this.cpu = cpu;
    this.plainPixels = plainPixels;
  }

  private boolean isNew(int count) {
    return pixelsSoFar.addAndGet(count) <= plainPixels;
  }

  private VectorPlanar vectors() {
    VectorPlanar made = vectors;
    if (made == null) {
      made = new VectorPlanar(VectorPlanar.WIDEST, cpu);
      vectors = made;
    }
    return made;
  }

  @Override
  void fillPlanes(
      byte[] pixels, PixelFormat format, Normalisation normalisation, float[] planes, int count) {
    if (isNew(count)) {
      PlainLoops.fillPlanes(pixels, format, normalisation, planes, 0, count);
    } else {
      vectors().fillPlanes(pixels, format, normalisation, planes, count);
    }
  }

  @Override
  void fillPixels(
      float[] planes, PixelFormat format, Normalisation normalisation, byte[] pixels, int count) {
    if (isNew(count)) {
      PlainLoops.fillPixels(planes, format, normalisation.inverse(), pixels, 0, count);
    } else {
      vectors().fillPixels(planes, format, normalisation, pixels, count);
    }
  }
}
