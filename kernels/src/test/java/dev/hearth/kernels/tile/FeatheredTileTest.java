package dev.hearth.kernels.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeatheredTileTest {
  @ParameterizedTest
  @CsvSource({
    "100, 30, 4",
    "100, 30, 15",
    "30, 30, 5",
    "31, 30, 5",
    "56, 30, 5",
    "1, 1, 0",
    "7, 2, 1"
  })
  void weightsAddUpToOne(int length, int side, int overlap) {
    var sums = new double[length];
    for (FeatheredTile each : FeatheredTile.cover(length, 1, side, overlap)) {
      assertTrue(each.tile().width() <= side);
      float[] weights = each.feather().columns(each.tile().width());
      for (int i = 0; i < weights.length; i++) {
        sums[each.tile().left() + i] += weights[i];
      }
    }
    for (double sum : sums) {
      assertEquals(1, sum, 1e-6);
    }
  }

  @Test
  void emptyPictureNeedsNoTile() {
    assertEquals(List.of(), FeatheredTile.cover(0, 10, 4, 1));
  }

  @Test
  void overlapOfMoreThanHalfIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FeatheredTile.cover(9, 9, 4, 3));
    assertThrows(IllegalArgumentException.class, () -> FeatheredTile.cover(9, 9, 0, 0));
  }
}
