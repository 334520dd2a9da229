package dev.hearth.examples.texttoimage;

/**
 * Standard normal noise, the same as PyTorch's {@code torch.randn(pictures, 3, 64, 64,
 * device="cuda")} after {@code torch.manual_seed(seed)}, up to the last bits of a GPU's fast sine.
 *
 * <p>PyTorch gives each element a thread of its own (ATen, {@code
 * native/cuda/DistributionTemplates.h}, {@code distribution_elementwise_grid_stride_kernel}, as
 * long as the GPU can hold as many threads, 221,184 on an A100), and each thread the Philox
 * subsequence of its number. Of the four normal values that cuRAND's {@code curand_normal4} makes
 * of a counter's four words the element is the first: Box and Muller's transform of the first two
 * words, {@code sqrt(−2 ln u) · sin v}, with {@code u = (w₀ + ½) / 2³²} and {@code v = 2π (w₁ + ½)
 * / 2³²} (cuRAND, {@code curand_normal.h}, {@code _curand_box_muller}).
 *
 * <p>So the first picture of a call doesn't depend on how many there are.
 */
final class Noise {
  private static final double RANGE = 0x1p32;
  private static final long WORD = 0xFFFFFFFFL;

  private Noise() {}

  /**
   * The noise of one picture.
   *
   * @param picture its index within the call
   * @param size values of one picture
   */
  static float[] of(long seed, int picture, int size) {
    var noise = new float[size];
    var words = new int[4];
    for (int i = 0; i < size; i++) {
      long subsequence = (long) picture * size + i;
      words[0] = 0;
      words[1] = 0;
      words[2] = (int) subsequence;
      words[3] = (int) (subsequence >>> 32);
      Philox.apply(words, (int) seed, (int) (seed >>> 32));
      noise[i] = normal(words[0] & WORD, words[1] & WORD);
    }
    return noise;
  }

  /** In double precision, by the functions that are the same on every machine. */
  private static float normal(long first, long second) {
    double u = (first + 0.5) / RANGE;
    double v = (second + 0.5) / RANGE * (2 * Math.PI);
    return (float) (StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.sin(v));
  }
}
