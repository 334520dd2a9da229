package dev.hearth.examples.removebackground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidedFilterTest {
  private static final int SIDE = 24;
  private static final int RADIUS = 4;
  private static final float EPSILON = 1e-3f;

  private final GuidedFilter filter = new GuidedFilter(SIDE, RADIUS, EPSILON);

  @Test
  void aRampBecomesTheGuidesEdge() {
    var guide = new float[SIDE * SIDE];
    var mask = new float[SIDE * SIDE];
    for (int i = 0; i < guide.length; i++) {
      int x = i % SIDE;
      guide[i] = x < 12 ? 0.2f : 0.8f;
      mask[i] = Math.clamp((x - 8) / 8f, 0f, 1f);
    }
    GuidedFilter.Lines lines = filter.lines(guide, mask);
    int row = SIDE / 2 * SIDE;
    float before = lines.slope()[row + 11] * guide[row + 11] + lines.offset()[row + 11];
    float behind = lines.slope()[row + 12] * guide[row + 12] + lines.offset()[row + 12];
    assertTrue(behind - before > 0.5, "from " + before + " to " + behind);
  }

  @Test
  void whereTheGuideIsFlatTheMaskIsKept() {
    var guide = new float[SIDE * SIDE];
    Arrays.fill(guide, 0.4f);
    var mask = new float[SIDE * SIDE];
    Arrays.fill(mask, 0.7f);
    GuidedFilter.Lines lines = filter.lines(guide, mask);
    for (int i = 0; i < guide.length; i++) {
      assertEquals(0.7f, lines.slope()[i] * guide[i] + lines.offset()[i], 1e-5f);
    }
  }

  /** Against the formula, each window summed anew. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theLinesAreThoseOfTheFormula(long seed) {
    var random = new SplittableRandom(seed);
    var guide = new float[SIDE * SIDE];
    var mask = new float[SIDE * SIDE];
    for (int i = 0; i < guide.length; i++) {
      guide[i] = (float) random.nextDouble();
      mask[i] = (float) random.nextDouble();
    }
    var slope = new double[guide.length];
    var offset = new double[guide.length];
    for (int i = 0; i < guide.length; i++) {
      double meanGuide = mean(i, at -> guide[at]);
      double meanMask = mean(i, at -> mask[at]);
      double covariance = mean(i, at -> guide[at] * (double) mask[at]) - meanGuide * meanMask;
      double variance = mean(i, at -> guide[at] * (double) guide[at]) - meanGuide * meanGuide;
      slope[i] = covariance / (variance + EPSILON);
      offset[i] = meanMask - slope[i] * meanGuide;
    }
    GuidedFilter.Lines lines = filter.lines(guide, mask);
    for (int i = 0; i < guide.length; i++) {
      assertEquals(mean(i, at -> slope[at]), lines.slope()[i], 1e-5);
      assertEquals(mean(i, at -> offset[at]), lines.offset()[i], 1e-5);
    }
  }

  private interface Values {
    double at(int index);
  }

  private static double mean(int centre, Values values) {
    double sum = 0;
    int count = 0;
    for (int y = centre / SIDE - RADIUS; y <= centre / SIDE + RADIUS; y++) {
      for (int x = centre % SIDE - RADIUS; x <= centre % SIDE + RADIUS; x++) {
        if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) {
          sum += values.at(y * SIDE + x);
          count++;
        }
      }
    }
    return sum / count;
  }
}
