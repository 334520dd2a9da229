package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private static final int SIZE = Network.PICTURE;

  /**
   * What {@code torch.manual_seed(0); torch.randn(3, 4, device="cuda")} gives, as the documentation
   * of stable-diffusion-webui's {@code rng_philox.py} has it.
   */
  @Test
  void itIsPyTorchsOnCuda() {
    float[] expected = {
      -0.92466259f, -0.42534415f, -2.6438457f, 0.14518388f,
      -0.12086647f, -0.57972564f, -0.62285122f, -0.32838709f,
      -1.07454231f, -0.36314407f, -1.67105067f, 2.26550497f
    };
    assertArrayEquals(expected, Noise.of(0, 0, 12), 1e-6f);
  }

  @Test
  void picturesOfACallFollowEachOther() {
    float[] both = Noise.of(7, 0, 2 * SIZE);
    assertArrayEquals(Arrays.copyOf(both, SIZE), Noise.of(7, 0, SIZE));
    assertArrayEquals(Arrays.copyOfRange(both, SIZE, 2 * SIZE), Noise.of(7, 1, SIZE));
  }

  @Test
  void allBitsOfTheSeedCount() {
    float[] zero = Noise.of(0, 0, 8);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      assertNotEquals(zero[0], Noise.of(1L << bit, 0, 8)[0], "bit " + bit);
    }
  }

  @Test
  void itIsStandardNormal() {
    float[] noise = Noise.of(123456789, 2, SIZE);
    double mean = 0;
    double square = 0;
    for (float value : noise) {
      mean += value / SIZE;
      square += (double) value * value / SIZE;
    }
    assertEquals(0, mean, 0.04);
    assertEquals(1, square, 0.06);
  }
}
