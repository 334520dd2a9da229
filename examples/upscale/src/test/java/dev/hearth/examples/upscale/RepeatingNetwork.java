package dev.hearth.examples.upscale;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A network that gives each pixel several times over, and remembers its runs. */
final class RepeatingNetwork implements Network {
  final List<String> runs = new ArrayList<>();
  private final int factor;
  private FloatBuffer input = FloatBuffer.allocate(0);
  private FloatBuffer output = FloatBuffer.allocate(0);

  RepeatingNetwork(int factor) {
    this.factor = factor;
  }

  @Override
  public FloatBuffer input(int count, int width, int height) {
    int floats = 3 * count * width * height;
    if (input.capacity() < floats) {
      input = FloatBuffer.allocate(floats);
      output = FloatBuffer.allocate(floats * factor * factor);
    }
    return input;
  }

  @Override
  public FloatBuffer run(int count, int width, int height) {
    runs.add(count + " of " + width + "x" + height);
    float[] from = input.array();
    float[] to = output.array();
    int wide = width * factor;
    for (int line = 0; line < 3 * count * height; line++) {
      int first = line * factor * wide;
      for (int x = 0; x < wide; x++) {
        to[first + x] = from[line * width + x / factor];
      }
      for (int copy = 1; copy < factor; copy++) {
        System.arraycopy(to, first, to, first + copy * wide, wide);
      }
    }
    return output;
  }
}
