package dev.hearth.kernels.resize;

import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.planar.PlaneShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many target rows at a time as a vector has floats. First each target row's source rows are
 * combined into one, a vector of neighbouring columns at a time. These rows are turned so that
 * columns lie together; then each target column's source columns are combined, a vector of rows at
 * a time, and turned back. So every load is of neighbouring floats, in both directions.
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
          int lanes = floats.length();
          var combined = new float[lanes * from.width()];
          var turned = new float[lanes * from.width()];
          var result = new float[lanes * to.width()];
          for (int line = first; line < end; line += lanes) {
            int count = Math.min(lanes, end - line);
            for (int lane = 0; lane < count; lane++) {
              int base = (line + lane) / to.height() * from.planeLength();
              int row = (line + lane) % to.height();
              combineRows(floats, source, base, from.width(), rows, row, combined, lane);
            }
            turn(combined, from.width(), lanes, turned);
            combineColumns(floats, turned, columns, result);
            turnBack(result, to.width(), lanes, count, target, line * to.width());
          }
        });
  }

  /** combined[lane, x] = Σ weight · source[index, x] */
  private static void combineRows(
      VectorSpecies<Float> species,
      float[] source,
      int base,
      int width,
      Taps rows,
      int row,
      float[] combined,
      int lane) {
    int[] index = rows.index();
    float[] weight = rows.weight();
    int step = rows.targets();
    int end = index.length;
    int to = lane * width;
    int x = 0;
    for (; x <= width - species.length(); x += species.length()) {
      FloatVector sum =
          FloatVector.fromArray(species, source, base + index[row] * width + x).mul(weight[row]);
      for (int tap = row + step; tap < end; tap += step) {
        FloatVector values = FloatVector.fromArray(species, source, base + index[tap] * width + x);
        sum = sum.add(values.mul(weight[tap]));
      }
      sum.intoArray(combined, to + x);
    }
    for (; x < width; x++) {
      float sum = 0;
      for (int tap = row; tap < end; tap += step) {
        sum += weight[tap] * source[base + index[tap] * width + x];
      }
      combined[to + x] = sum;
    }
  }

  /** turned[x, lane] = combined[lane, x] */
  private static void turn(float[] combined, int width, int lanes, float[] turned) {
    for (int x = 0; x < width; x++) {
      for (int lane = 0; lane < lanes; lane++) {
        turned[x * lanes + lane] = combined[lane * width + x];
      }
    }
  }

  /** result[x, lane] = Σ weight · turned[index, lane] */
  private static void combineColumns(
      VectorSpecies<Float> species, float[] turned, Taps columns, float[] result) {
    int[] index = columns.index();
    float[] weight = columns.weight();
    int lanes = species.length();
    int step = columns.targets();
    int end = index.length;
    for (int x = 0; x < step; x++) {
      FloatVector sum = FloatVector.fromArray(species, turned, index[x] * lanes).mul(weight[x]);
      for (int tap = x + step; tap < end; tap += step) {
        FloatVector values = FloatVector.fromArray(species, turned, index[tap] * lanes);
        sum = sum.add(values.mul(weight[tap]));
      }
      sum.intoArray(result, x * lanes);
    }
  }

  /** target[lane, x] = result[x, lane] */
  private static void turnBack(
      float[] result, int width, int lanes, int count, float[] target, int at) {
    for (int x = 0; x < width; x++) {
      for (int lane = 0; lane < count; lane++) {
        target[at + lane * width + x] = result[x * lanes + lane];
      }
    }
  }
}
