package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
  private static final int SIDE = 61;

  /** Tiling without seams rests on this, and each pixel of margin beyond it would be waste. */
  @ParameterizedTest
  @EnumSource(Weights.class)
  void aPixelReachesAsFarAsTheMarginAndNoFarther(Weights weights) throws OrtException {
    try (OnnxNetwork network = Networks.open(weights)) {
      float[] noise = noise(weights, 1);
      float[] before = run(network, noise, weights.factor());
      for (int channel = 0; channel < 3; channel++) {
        int at = (channel * SIDE + SIDE / 2) * SIDE + SIDE / 2;
        noise[at] = weights.white() - noise[at];
      }
      float[] after = run(network, noise, weights.factor());
      int reach = reach(before, after, weights.factor());
      assertTrue(reach <= weights.margin(), "reach " + reach + ", margin " + weights.margin());
      assertTrue(reach >= weights.margin() - 1, "reach " + reach + " of " + weights.margin());
    }
  }

  /** A batch must give what its members give alone. */
  @ParameterizedTest
  @EnumSource(Weights.class)
  void tilesThatRunTogetherDoNotTouchEachOther(Weights weights) throws OrtException {
    try (OnnxNetwork network = Networks.open(weights)) {
      float[] first = noise(weights, 1);
      float[] second = noise(weights, 2);
      FloatBuffer input = network.input(2, SIDE, SIDE);
      input.put(0, first).put(first.length, second);
      var together = new float[2 * first.length * weights.factor() * weights.factor()];
      network.run(2, SIDE, SIDE).get(0, together);
      int half = together.length / 2;
      float[] alone = run(network, second, weights.factor());
      float[] inBatch = Arrays.copyOfRange(together, half, together.length);
      assertArrayEquals(alone, inBatch, weights.white() * 1e-5f);
    }
  }

  private static float[] noise(Weights weights, int seed) {
    var random = new SplittableRandom(seed);
    var noise = new float[3 * SIDE * SIDE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextInt(256) / 255f * weights.white();
    }
    return noise;
  }

  private static float[] run(Network network, float[] planes, int factor) {
    network.input(1, SIDE, SIDE).put(0, planes);
    var result = new float[planes.length * factor * factor];
    network.run(1, SIDE, SIDE).get(0, result);
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
