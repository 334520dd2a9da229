package dev.hearth.kernels.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.kernels.planar.PlaneShape;
import org.junit.jupiter.api.Test;

/** The reference beside numbers worked out by hand from the filters' definitions. */
final class ReferenceResizeTest extends AbstractResizeContract {
  private final Resize reference = Resize.reference();

  ReferenceResizeTest() {
    super(Resize.reference());
  }

  @Test
  void areaIsTheMeanOfWhatIsCovered() {
    assertArrayEquals(new float[] {1.5f, 3.5f}, row(Filter.AREA, 2, 1, 2, 3, 4));
    // 3 to 2: the middle pixel counts half for each.
    assertArrayEquals(new float[] {4f / 3, 8f / 3}, row(Filter.AREA, 2, 1, 2, 3), 1e-6f);
    assertArrayEquals(new float[] {1, 1, 5, 5}, row(Filter.AREA, 4, 1, 5));
  }

  @Test
  void bicubicHasTheWeightsOfKeys() {
    // Halfway between two pixels: -1/16, 9/16, 9/16, -1/16.
    assertEquals(0.5625, Filter.BICUBIC.weight(0.5), 1e-12);
    assertEquals(-0.0625, Filter.BICUBIC.weight(1.5), 1e-12);
    // Twice as wide: a target centre lies 1/4 from a source's; -9/128, 111/128, 29/128, -3/128.
    float[] step = row(Filter.BICUBIC, 8, 0, 0, 1, 1);
    assertEquals((29 - 3) / 128.0, step[3], 1e-6);
    assertEquals((111 - 9) / 128.0, step[4], 1e-6);
  }

  @Test
  void lanczosIsASincUnderASinc() {
    assertEquals(1, Filter.LANCZOS3.weight(0));
    assertEquals(0, Filter.LANCZOS3.weight(1), 1e-12);
    assertEquals(0, Filter.LANCZOS3.weight(3));
    // sinc(1/2) sinc(1/6) = 2/π · 3/π
    assertEquals(6 / (Math.PI * Math.PI), Filter.LANCZOS3.weight(0.5), 1e-12);
  }

  private float[] row(Filter filter, int to, float... source) {
    var target = new float[to];
    reference.resize(
        source, new PlaneShape(1, source.length, 1), filter, target, new PlaneShape(1, to, 1));
    return target;
  }
}
