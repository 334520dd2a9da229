package dev.hearth.kernels.resize;

/**
 * Which source pixels make each target pixel of a row or column, and by what weight.
 *
 * <p>All target pixels have {@code count} taps. Tap {@code t} of target pixel {@code o} stands at
 * {@code [t · targets + o]} of both arrays, so that neighbouring target pixels lie together. The
 * indices of a target pixel rise with the tap, and those of a tap never fall from one target pixel
 * to the next. Where a pixel needs fewer taps, the last one is repeated with weight 0.
 */
final class Taps {
  private final int count;
  private final int targets;
  private final int[] index;
  private final float[] weight;

  private Taps(int count, int targets) {
    this.count = count;
    this.targets = targets;
    index = new int[Math.multiplyExact(count, targets)];
    weight = new float[count * targets];
  }

  /**
   * The taps from {@code sources} to {@code targets} pixels, both at least 1. Weights are computed
   * in double precision and rounded once.
   */
  static Taps of(Filter filter, int sources, int targets) {
    if (sources == targets) {
      return same(targets);
    }
    var windows = new Windows(filter, sources, targets);
    int most = 0;
    for (int target = 0; target < targets; target++) {
      most = Math.max(most, windows.last(target) - windows.first(target) + 1);
    }
    var taps = new Taps(most, targets);
    for (int target = 0; target < targets; target++) {
      taps.fill(windows, target);
    }
    return taps;
  }

  /** Each pixel by itself; else zeros times its neighbours would be added. */
  private static Taps same(int targets) {
    var taps = new Taps(1, targets);
    for (int target = 0; target < targets; target++) {
      taps.index[target] = target;
      taps.weight[target] = 1;
    }
    return taps;
  }

  private void fill(Windows windows, int target) {
    int first = windows.first(target);
    int last = windows.last(target);
    double[] weights = windows.weights(target);
    for (int tap = 0; tap < count; tap++) {
      index[tap * targets + target] = Math.min(first + tap, last);
      weight[tap * targets + target] = tap < weights.length ? (float) weights[tap] : 0;
    }
  }

  int count() {
    return count;
  }

  int targets() {
    return targets;
  }

  /** Not to be changed. */
  int[] index() {
    return index;
  }

  /** Not to be changed. */
  float[] weight() {
    return weight;
  }

  /** The most source pixels, from first to last, that any {@code run} neighbouring targets need. */
  int widestSpan(int run) {
    int widest = 0;
    int lastTap = (count - 1) * targets;
    for (int left = 0; left < targets; left += run) {
      int right = Math.min(left + run, targets) - 1;
      widest = Math.max(widest, index[lastTap + right] - index[left] + 1);
    }
    return widest;
  }
}
