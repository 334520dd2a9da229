package dev.hearth.kernels.alpha;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every version of {@link Alpha} must do. */
abstract class AbstractAlphaContract {
  private final Alpha alpha;
  private final Alpha reference = Alpha.reference();

  AbstractAlphaContract(Alpha alpha) {
    this.alpha = alpha;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 255, 256, 257, 1000, 70_001})
  void partsAreThoseOfTheReferenceAndComeTogetherAgain(int count) {
    byte[] pixels = new byte[4 * count];
    new SplittableRandom(count).nextBytes(pixels);
    byte[] expectedColours = new byte[3 * count];
    byte[] expectedAlpha = new byte[count];
    reference.split(pixels, expectedColours, expectedAlpha);
    byte[] colours = new byte[3 * count];
    byte[] opacity = new byte[count];
    alpha.split(pixels, colours, opacity);
    assertArrayEquals(expectedColours, colours);
    assertArrayEquals(expectedAlpha, opacity);

    byte[] expected = new byte[4 * count];
    byte[] merged = new byte[4 * count];
    reference.merge(colours, opacity, expected);
    alpha.merge(colours, opacity, merged);
    assertArrayEquals(pixels, expected);
    assertArrayEquals(pixels, merged);
  }

  @Test
  void wrongLengthsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> alpha.split(new byte[8], new byte[3], new byte[1]));
    assertThrows(
        IllegalArgumentException.class, () -> alpha.merge(new byte[6], new byte[1], new byte[8]));
  }
}
