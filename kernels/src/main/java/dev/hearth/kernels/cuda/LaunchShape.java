package dev.hearth.kernels.cuda;

/**
 * How many threads run a kernel: a grid of {@code blocksX × blocksY} blocks.
 *
 * @param blocksX 1 to 2³¹−1
 * @param blocksY 1 to 65,535
 * @param threads of one block, 1 to 1,024
 */
public record LaunchShape(int blocksX, int blocksY, int threads) {
  private static final int MAX_BLOCKS_Y = 65_535;
  private static final int MAX_THREADS = 1_024;

  public LaunchShape {
    if (blocksX < 1
        || blocksY < 1
        || blocksY > MAX_BLOCKS_Y
        || threads < 1
        || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "no launch of " + blocksX + " x " + blocksY + " blocks of " + threads + " threads");
    }
  }
}
