package dev.hearth.kernels.resize;

import dev.hearth.kernels.device.ComputeDevice;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.planar.PlaneShape;

/**
 * Changes the size of float planes, each by itself and each direction by itself.
 *
 * <p>Of a direction with {@code n} source and {@code m} target pixels, let {@code s = n / m} and
 * {@code w = max(s, 1)}. Target pixel {@code o} has its centre at {@code c = (o + ½) s − ½} of the
 * source, and source pixel {@code i} counts by {@code filter((i − c) / w)}, so that a picture made
 * smaller is smoothed first; {@link Filter#AREA}'s weight is the length of pixel {@code i} within
 * {@code [o s, (o + 1) s]}. The weights of a target pixel are divided by their sum. Beyond the
 * edges the edge's pixels repeat. A size that stays the same leaves the values as they are.
 *
 * <p>Values may be anything; filters other than AREA overshoot. One that isn't finite makes NaN or
 * infinite what it counts for, and at most what lies within {@code (radius + 1) w} of it. {@code
 * target} must be another array than {@code source}. Costs target rows × (source columns × row taps
 * + target columns × column taps), with about 2·radius·w taps. Thread-safe.
 */
public abstract sealed class Resize permits ReferenceResize, VectorResize, CudaResize {
  /** The version for a device. */
  public static Resize on(ComputeDevice device) {
    return switch (device) {
      case CpuDevice cpu -> new VectorResize(VectorResize.WIDEST, cpu);
      case CudaDevice gpu -> new CudaResize(gpu);
    };
  }

  /** Plain loops in double precision, which the others are measured against. */
  public static Resize reference() {
    return new ReferenceResize();
  }

  /**
   * Fills {@code target} from {@code source}.
   *
   * @throws IllegalArgumentException if an array hasn't its shape, the numbers of planes differ,
   *     the source is empty and the target isn't, or both are the same array
   */
  public final void resize(
      float[] source, PlaneShape from, Filter filter, float[] target, PlaneShape to) {
    from.require(source);
    to.require(target);
    if (from.planes() != to.planes()) {
      throw new IllegalArgumentException("from " + from + " to " + to);
    }
    if (target.length == 0) {
      return;
    }
    if (source.length == 0) {
      throw new IllegalArgumentException("from " + from + " to " + to);
    }
    PlaneShape.requireApart(source, target);
    fill(source, from, filter, target, to);
  }

  abstract void fill(float[] source, PlaneShape from, Filter filter, float[] target, PlaneShape to);
}
