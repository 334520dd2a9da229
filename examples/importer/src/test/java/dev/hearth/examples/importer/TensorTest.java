package dev.hearth.examples.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  private final Tensor tensor = new Tensor(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6});

  @Test
  void transposesAsTheShapeSays() {
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, tensor.transposed(1, 0).values());
    assertEquals(List.of(3, 2), tensor.transposed(1, 0).shape());
  }

  @Test
  void hasAsManyValuesAsItsShapeSays() {
    assertThrows(IllegalArgumentException.class, () -> tensor.reshaped(4, 2));
    assertThrows(IllegalArgumentException.class, () -> new Tensor(List.of(4, 2), tensor.values()));
  }

  @Test
  void stacksAlongTheFirstDimension() {
    var row = new Tensor(List.of(1, 3), new float[] {7, 8, 9});
    Tensor stacked = Tensor.stacked(List.of(tensor, row));
    assertEquals(List.of(3, 3), stacked.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, stacked.values());
  }
}
