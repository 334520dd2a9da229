package dev.hearth.examples.importer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in rows.
 *
 * @param shape lengths of the dimensions, the last of which is contiguous
 */
public record Tensor(List<Integer> shape, float[] values) {
  /** Requires as many values as the dimensions have places. */
  public Tensor {
    shape = List.copyOf(shape);
    int count = shape.stream().reduce(1, Math::multiplyExact);
    if (count != values.length) {
      throw new IllegalArgumentException(values.length + " values for " + shape);
    }
  }

  /** A row of numbers. */
  public static Tensor of(float... values) {
    return new Tensor(List.of(values.length), values);
  }

  /** A number without dimensions. */
  public static Tensor scalar(float value) {
    return new Tensor(List.of(), new float[] {value});
  }

  /** The tensor whose dimension {@code i} is this one's dimension {@code order[i]}. */
  public Tensor transposed(int... order) {
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

  /** The same numbers with other dimensions. */
  public Tensor reshaped(Integer... lengths) {
    return new Tensor(List.of(lengths), values);
  }

  /** Tensors one after the other along the first dimension. */
  public static Tensor stacked(List<Tensor> parts) {
    int first = parts.stream().mapToInt(part -> part.shape.getFirst()).sum();
    Integer[] lengths = parts.getFirst().shape.toArray(Integer[]::new);
    lengths[0] = first;
    var result = FloatBuffer.allocate(parts.stream().mapToInt(part -> part.values.length).sum());
    for (Tensor part : parts) {
      result.put(part.values);
    }
    return new Tensor(List.of(lengths), result.array());
  }

  /** The numbers as ONNX stores them. */
  byte[] bytes() {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** The numbers, which are whole and from 0 to 255, as unsigned bytes. */
  byte[] levels() {
    var bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[i];
    }
    return bytes;
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
