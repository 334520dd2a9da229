package dev.hearth.examples.removebackground.importer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in rows.
 *
 * @param shape lengths of the dimensions, the last of which is contiguous
 */
record Tensor(List<Integer> shape, float[] values) {
  Tensor {
    shape = List.copyOf(shape);
    int count = shape.stream().reduce(1, Math::multiplyExact);
    if (count != values.length) {
      throw new IllegalArgumentException(values.length + " values for " + shape);
    }
  }

  static Tensor of(float... values) {
    return new Tensor(List.of(values.length), values);
  }

  /** The tensor whose dimension {@code i} is this one's dimension {@code order[i]}. */
  Tensor transposed(int... order) {
    int[] strides = strides();
    Integer[] lengths = Arrays.stream(order).mapToObj(shape::get).toArray(Integer[]::new);
    var result = new float[values.length];
    var index = new int[order.length];
    for (int at = 0; at < result.length; at++) {
      int from = 0;
      for (int i = 0; i < order.length; i++) {
        from += index[i] * strides[order[i]];
      }
      result[at] = values[from];
      for (int i = order.length - 1; i >= 0 && ++index[i] == lengths[i]; i--) {
        index[i] = 0;
      }
    }
    return new Tensor(List.of(lengths), result);
  }

  /** The numbers as ONNX stores them. */
  byte[] bytes() {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private int[] strides() {
    var strides = new int[shape.size()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.get(i);
    }
    return strides;
  }
}
