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
    double widening = Math.max((double) sources / targets, 1);
    int most = (int) Math.ceil(2 * filter.radius() * widening) + 2;
    var taps = new Taps(Math.min(most, sources), targets);
    for (int target = 0; target < targets; target++) {
      taps.fill(filter, target, sources);
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

  private void fill(Filter filter, int target, int sources) {
    double scale = (double) sources / targets;
    double widening = Math.max(scale, 1);
    double centre = (target + 0.5) * scale - 0.5;
    double reach = filter == Filter.AREA ? (scale + 1) / 2 : filter.radius() * widening;
    int from = (int) Math.ceil(centre - reach);
    int to = (int) Math.floor(centre + reach);
    int first = Math.clamp(from, 0, sources - 1);
    int last = Math.min(Math.clamp(to, 0, sources - 1), first + count - 1);
    var folded = new double[count];
    double sum = 0;
    for (int i = from; i <= to; i++) {
      double one =
          filter == Filter.AREA
              ? Math.max(0, Math.min(i + 1, (target + 1) * scale) - Math.max(i, target * scale))
              : filter.weight((i - centre) / widening);
      folded[Math.clamp(i, first, last) - first] += one;
      sum += one;
    }
    for (int tap = 0; tap < count; tap++) {
      index[tap * targets + target] = Math.min(first + tap, last);
      weight[tap * targets + target] = (float) (folded[tap] / sum);
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
