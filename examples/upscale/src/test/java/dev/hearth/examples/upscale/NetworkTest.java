package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
  private static final int SIDE = 61;

  /** Tiling without seams rests on this, and each pixel of margin beyond it would be waste. */
  @ParameterizedTest
  @EnumSource(Weights.class)
  void aPixelReachesAsFarAsTheMarginAndNoFarther(Weights weights) throws OrtException {
    try (Network network = Networks.open(weights, SIDE)) {
      float[] noise = noise();
      float[] before = run(network, noise, weights.factor());
      for (int channel = 0; channel < 3; channel++) {
        int at = (channel * SIDE + SIDE / 2) * SIDE + SIDE / 2;
        noise[at] = 1 - noise[at];
      }
      float[] after = run(network, noise, weights.factor());
      int reach = reach(before, after, weights.factor());
      assertTrue(reach <= weights.margin(), "reach " + reach + ", margin " + weights.margin());
      assertTrue(reach >= weights.margin() - 1, "reach " + reach + " of " + weights.margin());
    }
  }

  private static float[] noise() {
    var random = new SplittableRandom(1);
    var noise = new float[3 * SIDE * SIDE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextInt(256) / 255f;
    }
    return noise;
  }

  private static float[] run(Network network, float[] planes, int factor) throws OrtException {
    network.input().put(0, planes);
    network.run(SIDE, SIDE);
    var result = new float[planes.length * factor * factor];
    FloatBuffer output = network.output();
    output.get(0, result);
    return result;
  }

  /** Distance in input pixels of the farthest change from the middle pixel. */
  private static int reach(float[] before, float[] after, int factor) {
    int side = SIDE * factor;
    int reach = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != after[i]) {
        int x = Math.abs(i % side / factor - SIDE / 2);
        int y = Math.abs(i / side % side / factor - SIDE / 2);
        reach = Math.max(reach, Math.max(x, y));
      }
    }
    return reach;
  }
}
