package dev.hearth.kernels.resize;

import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.planar.PlaneShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A target row at a time: its source rows are combined into one first, then that row's columns into
 * the target's. Most of the work is in the first step, whose loads are contiguous; the second
 * gathers.
 */
final class VectorResize extends Resize {
  static final VectorSpecies<Float> WIDEST = FloatVector.SPECIES_PREFERRED;

  private static final int LEAST_PIXELS = 1 << 14;

  private final VectorSpecies<Float> floats;
  private final CpuDevice cpu;

  VectorResize(VectorSpecies<Float> floats, CpuDevice cpu) {
    this.floats = floats;
    this.cpu = cpu;
  }

  @Override
  void fill(float[] source, PlaneShape from, Filter filter, float[] target, PlaneShape to) {
    Taps rows = Taps.of(filter, from.height(), to.height());
    Taps columns = Taps.of(filter, from.width(), to.width());
    int least = Math.max(1, LEAST_PIXELS / Math.max(from.width(), to.width()));
    cpu.split(
        to.planes() * to.height(),
        least,
        (first, end) -> {
          var combined = new float[from.width()];
          for (int line = first; line < end; line++) {
            int base = line / to.height() * from.planeLength();
            combineRows(floats, source, base, rows, line % to.height(), combined);
            combineColumns(floats, combined, columns, target, line * to.width());
          }
        });
  }

  /** combined[x] = Σ weight · source[index, x] */
  private static void combineRows(
      VectorSpecies<Float> species,
      float[] source,
      int base,
      Taps rows,
      int row,
      float[] combined) {
    int[] index = rows.index();
    float[] weight = rows.weight();
    int width = combined.length;
    int step = rows.targets();
    int end = index.length;
    int x = 0;
    for (; x <= width - species.length(); x += species.length()) {
      FloatVector sum = FloatVector.zero(species);
      for (int tap = row; tap < end; tap += step) {
        FloatVector values = FloatVector.fromArray(species, source, base + index[tap] * width + x);
        sum = sum.add(values.mul(weight[tap]));
      }
      sum.intoArray(combined, x);
    }
    for (; x < width; x++) {
      float sum = 0;
      for (int tap = row; tap < end; tap += step) {
        sum += weight[tap] * source[base + index[tap] * width + x];
      }
      combined[x] = sum;
    }
  }

  /** target[x] = Σ weight · combined[index] */
  private static void combineColumns(
      VectorSpecies<Float> species, float[] combined, Taps columns, float[] target, int at) {
    int[] index = columns.index();
    float[] weight = columns.weight();
    int width = columns.targets();
    int end = index.length;
    int x = 0;
    for (; x <= width - species.length(); x += species.length()) {
      FloatVector sum = FloatVector.zero(species);
      for (int tap = x; tap < end; tap += width) {
        FloatVector values = FloatVector.fromArray(species, combined, 0, index, tap);
        sum = sum.add(values.mul(FloatVector.fromArray(species, weight, tap)));
      }
      sum.intoArray(target, at + x);
    }
    for (; x < width; x++) {
      float sum = 0;
      for (int tap = x; tap < end; tap += width) {
        sum += weight[tap] * combined[index[tap]];
      }
      target[at + x] = sum;
    }
  }
}
