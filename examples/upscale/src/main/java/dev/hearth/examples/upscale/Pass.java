package dev.hearth.examples.upscale;

/**
 * One run of a network over whole pictures.
 *
 * @param weights the network
 * @param shrink the network's result is divided by this in each direction: 1, or 2 for the mean of
 *     every 2×2 pixels
 */
record Pass(Weights weights, int shrink) {
  /** By how much the picture grows in each direction. */
  int growth() {
    return weights.factor() / shrink;
  }
}
