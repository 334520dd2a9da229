package dev.hearth.examples.removebackground.importer;

import dev.hearth.examples.importer.OnnxGraph;
import dev.hearth.examples.importer.OnnxGraph.Lengths;
import dev.hearth.examples.importer.OnnxGraph.Settings;
import dev.hearth.examples.importer.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A TensorFlow Lite model of the kinds of operations that MediaPipe's selfie segmentation has.
 * Source of the numbers of fields, types and operations: TensorFlow's {@code schema.fbs}, version
 * 3.
 *
 * <p>Its tensors are {@code [pictures, rows, columns, channels]}; ONNX wants the channels second.
 */
final class TensorflowLite {
  private static final int FLOAT32 = 0;
  private static final int FLOAT16 = 1;
  private static final int ADD = 0;
  private static final int AVERAGE_POOL_2D = 1;
  private static final int CONV_2D = 3;
  private static final int DEPTHWISE_CONV_2D = 4;
  private static final int DEQUANTIZE = 6;
  private static final int LOGISTIC = 14;
  private static final int MUL = 18;
  private static final int RELU = 19;
  private static final int RESIZE_BILINEAR = 23;
  private static final int CUSTOM = 32;
  private static final int HARD_SWISH = 117;
  private static final String TRANSPOSED_CONVOLUTION = "Convolution2DTransposeBias";

  private final List<FlatTable> tensors;
  private final List<FlatTable> buffers;
  private final List<FlatTable> codes;
  private final FlatTable model;
  private final Map<Integer, Tensor> weights = new HashMap<>();
  private final Map<Integer, String> results = new HashMap<>();
  private final OnnxGraph graph = new OnnxGraph("hearth");

  /**
   * An operation.
   *
   * @param inputs indices of tensors
   * @param output index of a tensor
   */
  private record Operation(
      FlatTable table, int code, String customName, List<Integer> inputs, int output) {
    FlatTable options() {
      return table.table(4);
    }
  }

  private TensorflowLite(FlatTable file) {
    this.codes = file.tables(1);
    this.model = file.tables(2).getFirst();
    this.buffers = file.tables(4);
    this.tensors = model.tables(0);
  }

  /** Converts a model. */
  static byte[] toOnnx(byte[] file) {
    return new TensorflowLite(FlatTable.root(file)).convert();
  }

  private byte[] convert() {
    int input = model.numbers32(1).getFirst();
    int output = model.numbers32(2).getFirst();
    results.put(input, OnnxGraph.INPUT);
    for (FlatTable table : model.tables(3)) {
      Operation operation = operation(table);
      if (operation.code == DEQUANTIZE) {
        weights.put(operation.output, weights(operation.inputs.getFirst()));
      } else {
        results.put(operation.output, add(operation));
      }
    }
    return graph.finish(
        "Identity", List.of(result(output)), Lengths.of(size(input)), Lengths.of(size(output)));
  }

  private Operation operation(FlatTable table) {
    FlatTable code = codes.get(table.number32(0, 0));
    // The number outgrew its first field and got another.
    int number = Math.max(code.number8(0, 0), code.number32(3, 0));
    String name = StandardCharsets.UTF_8.decode(code.bytes(1)).toString();
    return new Operation(table, number, name, table.numbers32(1), table.numbers32(2).getFirst());
  }

  private String add(Operation operation) {
    String first = result(operation.inputs.getFirst());
    return switch (operation.code) {
      case CONV_2D -> convolution(operation, first, new int[] {0, 3, 1, 2}, 3, 4);
      case DEPTHWISE_CONV_2D -> convolution(operation, first, new int[] {3, 0, 1, 2}, 4, 5);
      case CUSTOM -> transposedConvolution(operation, first);
      case RELU -> graph.add("Relu", List.of(first), Settings.none());
      case HARD_SWISH -> graph.add("HardSwish", List.of(first), Settings.none());
      case LOGISTIC -> graph.add("Sigmoid", List.of(first), Settings.none());
      case ADD -> pair("Add", operation, first);
      case MUL -> pair("Mul", operation, first);
      case AVERAGE_POOL_2D -> pool(operation, first);
      case RESIZE_BILINEAR -> enlarged(operation, first);
      default -> throw new IllegalArgumentException("operation " + operation.code);
    };
  }

  /**
   * Adds a convolution.
   *
   * @param order of the kernels' dimensions: outputs, inputs of a group, rows, columns
   * @param activation place of the activation in the options
   * @param dilation place of the dilation across in the options, that down being behind it
   */
  private String convolution(
      Operation operation, String input, int[] order, int activation, int dilation) {
    FlatTable options = operation.options();
    if (options.number32(dilation, 1) != 1 || options.number32(dilation + 1, 1) != 1) {
      throw new IllegalArgumentException("a convolution with gaps");
    }
    Tensor kernels = weights(operation.inputs.get(1)).transposed(order);
    boolean deep = operation.code == DEPTHWISE_CONV_2D;
    var settings =
        Settings.none()
            .with("kernel_shape", kernels.shape().subList(2, 4))
            .with("strides", List.of(options.number32(2, 1), options.number32(1, 1)))
            .with("group", deep ? kernels.shape().getFirst() : 1);
    if (options.number8(0, 0) == 0) {
      settings.with("auto_pad", "SAME_UPPER");
    }
    String bias = graph.weights(weights(operation.inputs.get(2)));
    String result = graph.add("Conv", List.of(input, graph.weights(kernels), bias), settings);
    return activation(options.number8(activation, 0), result);
  }

  /** MediaPipe's own: kernels as large as the stride, so that results don't overlap. */
  private String transposedConvolution(Operation operation, String input) {
    Tensor kernels = weights(operation.inputs.get(1)).transposed(3, 0, 1, 2);
    List<Integer> side = kernels.shape().subList(2, 4);
    ByteBuffer options = operation.table.bytes(5); // padding, columns and rows of a stride
    List<Integer> stride = List.of(options.getInt(8), options.getInt(4));
    if (!operation.customName.equals(TRANSPOSED_CONVOLUTION) || !stride.equals(side)) {
      throw new IllegalArgumentException(operation.customName + " of " + side + " by " + stride);
    }
    String bias = graph.weights(weights(operation.inputs.get(2)));
    return graph.add(
        "ConvTranspose",
        List.of(input, graph.weights(kernels), bias),
        Settings.none().with("kernel_shape", side).with("strides", stride));
  }

  private String pair(String name, Operation operation, String first) {
    String second = result(operation.inputs.get(1));
    String result = graph.add(name, List.of(first, second), Settings.none());
    return activation(operation.options().number8(0, 0), result);
  }

  private String activation(int kind, String input) {
    return switch (kind) {
      case 0 -> input;
      case 1 -> graph.add("Relu", List.of(input), Settings.none());
      default -> throw new IllegalArgumentException("activation " + kind);
    };
  }

  /** All of its windows are as large as what they see. */
  private String pool(Operation operation, String input) {
    FlatTable options = operation.options();
    List<Integer> window = List.of(options.number32(4, 1), options.number32(3, 1));
    if (!window.equals(size(operation.inputs.getFirst()).subList(1, 3))) {
      throw new IllegalArgumentException("a mean over " + window);
    }
    return graph.add("GlobalAveragePool", List.of(input), Settings.none());
  }

  private String enlarged(Operation operation, String input) {
    List<Integer> from = size(operation.inputs.getFirst());
    List<Integer> to = size(operation.output);
    boolean halfPixels = operation.options().number8(3, 0) != 0;
    if (operation.options().number8(2, 0) != 0 || !halfPixels) {
      throw new IllegalArgumentException("corners aren't where they should be");
    }
    float rows = (float) to.get(1) / from.get(1);
    float columns = (float) to.get(2) / from.get(2);
    return graph.add(
        "Resize",
        List.of(input, "", graph.weights(Tensor.of(1, 1, rows, columns))),
        Settings.none()
            .with("mode", "linear")
            .with("coordinate_transformation_mode", "half_pixel"));
  }

  private String result(int tensor) {
    String result = results.get(tensor);
    if (result == null) {
      throw new IllegalArgumentException("no tensor " + tensor + " so far");
    }
    return result;
  }

  /** Channels, rows and columns. */
  private List<Integer> size(int tensor) {
    List<Integer> shape = tensors.get(tensor).numbers32(0);
    return List.of(shape.get(3), shape.get(1), shape.get(2));
  }

  /** The numbers that the file brings for a tensor, 16 bits widened to 32. */
  private Tensor weights(int index) {
    Tensor known = weights.get(index);
    if (known != null) {
      return known;
    }
    FlatTable tensor = tensors.get(index);
    ByteBuffer bytes = buffers.get(tensor.number32(2, 0)).bytes(0).order(ByteOrder.LITTLE_ENDIAN);
    int type = tensor.number8(1, FLOAT32);
    if (type != FLOAT32 && type != FLOAT16) {
      throw new IllegalArgumentException("weights of type " + type);
    }
    var values = new ArrayList<Float>();
    while (bytes.hasRemaining()) {
      values.add(type == FLOAT16 ? Float.float16ToFloat(bytes.getShort()) : bytes.getFloat());
    }
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return new Tensor(tensor.numbers32(0), floats);
  }
}
