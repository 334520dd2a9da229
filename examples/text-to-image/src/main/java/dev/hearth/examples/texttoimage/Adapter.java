package dev.hearth.examples.texttoimage;

import dev.hearth.examples.texttoimage.Safetensors.Matrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Small matrices beside the network's own (Hu et al., "LoRA: Low-Rank Adaptation of Large Language
 * Models", 2021): a layer's {@code W x} becomes {@code W x + scale · B A x}. A rank is a row of
 * {@code A} and a column of {@code B} for each layer, side by side.
 */
final class Adapter {
  private static final String DOWN = ".lora_A.weight";
  private static final String UP = ".lora_B.weight";

  private final int rank;
  private final float[] down;
  private final float[] up;

  /**
   * @param rank number of ranks
   * @param down all ranks with zeros in the place of {@code B}
   * @param up all ranks with zeros in the place of {@code A}
   */
  private Adapter(int rank, float[] down, float[] up) {
    this.rank = rank;
    this.down = down;
    this.up = up;
  }

  /**
   * Reads an adapter.
   *
   * @param width numbers of one rank, as the network takes them
   * @throws IOException if it is for another network
   */
  static Adapter read(Path file, int width) throws IOException {
    List<Matrix> matrices = Safetensors.read(file);
    int rank = matrices.isEmpty() ? 0 : matrices.getFirst().rows();
    var down = new float[rank * width];
    var up = new float[rank * width];
    int at = 0;
    for (Matrix matrix : matrices) {
      boolean isDown = matrix.name().endsWith(DOWN);
      int length = isDown ? matrix.columns() : matrix.rows();
      int ranks = isDown ? matrix.rows() : matrix.columns();
      if (!(isDown || matrix.name().endsWith(UP)) || ranks != rank || at + length > width) {
        throw new IOException("%s doesn't fit: %s".formatted(file, matrix.name()));
      }
      for (int r = 0; r < rank; r++) {
        for (int i = 0; i < length; i++) {
          float value = matrix.values()[isDown ? r * length + i : i * rank + r];
          (isDown ? down : up)[r * width + at + i] = value;
        }
      }
      at += length;
    }
    if (at != width) {
      throw new IOException("%s is for a network of %d, not of %d".formatted(file, at, width));
    }
    return new Adapter(rank, down, up);
  }

  int rank() {
    return rank;
  }

  /** Writes all ranks, {@code B} times the scale. */
  void put(FloatBuffer table, int at, float scale) {
    for (int i = 0; i < down.length; i++) {
      table.put(at + i, down[i] + scale * up[i]);
    }
  }
}
