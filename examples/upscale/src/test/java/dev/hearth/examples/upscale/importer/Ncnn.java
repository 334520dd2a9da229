package dev.hearth.examples.upscale.importer;

import dev.hearth.examples.importer.OnnxGraph;
import dev.hearth.examples.importer.OnnxGraph.Settings;
import dev.hearth.examples.importer.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ncnn model of the kinds of layers that realesr-animevideov3 has. Source: ncnn's wiki, "param
 * and model file structure" and "operators".
 */
final class Ncnn {
  private static final String MAGIC = "7767517";
  private static final int HALF_FLOATS = 0x01306B47;

  private final Map<String, String> results = new HashMap<>();
  private final OnnxGraph graph = EnlargingGraph.begin();
  private final ByteBuffer weights;

  private Ncnn(byte[] bin) {
    this.weights = ByteBuffer.wrap(bin).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Converts a model.
   *
   * @param param its layers, one a line
   * @param bin its weights
   */
  static byte[] toOnnx(String param, byte[] bin) {
    return new Ncnn(bin).convert(param.lines().toList());
  }

  private byte[] convert(List<String> lines) {
    if (!lines.getFirst().strip().equals(MAGIC)) {
      throw new IllegalArgumentException("no ncnn model");
    }
    String last = "";
    for (String line : lines.subList(2, lines.size())) {
      if (!line.isBlank()) {
        last = add(Layer.of(line));
      }
    }
    if (weights.hasRemaining()) {
      throw new IllegalArgumentException(weights.remaining() + " bytes of weights are left over");
    }
    return EnlargingGraph.finish(graph, "Identity", List.of(last));
  }

  /**
   * A line: type, name, how many inputs and outputs, their names, and numbered settings.
   *
   * @param settings by number
   */
  private record Layer(
      String type, List<String> inputs, List<String> outputs, Map<Integer, String> settings) {
    static Layer of(String line) {
      List<String> words = List.of(line.strip().split("\\s+"));
      int firstInput = 4;
      int firstOutput = firstInput + Integer.parseInt(words.get(2));
      int firstSetting = firstOutput + Integer.parseInt(words.get(3));
      var settings = new HashMap<Integer, String>();
      for (String word : words.subList(firstSetting, words.size())) {
        String[] parts = word.split("=", 2);
        settings.put(Integer.parseInt(parts[0]), parts[1]);
      }
      return new Layer(
          words.getFirst(),
          words.subList(firstInput, firstOutput),
          words.subList(firstOutput, firstSetting),
          settings);
    }

    int setting(int number, int otherwise) {
      return Integer.parseInt(settings.getOrDefault(number, Integer.toString(otherwise)));
    }

    float decimal(int number) {
      return Float.parseFloat(settings.getOrDefault(number, "1"));
    }
  }

  private String add(Layer layer) {
    List<String> inputs = layer.inputs.stream().map(this::result).toList();
    String result =
        switch (layer.type) {
          case "Input" -> OnnxGraph.INPUT;
          case "Split" -> inputs.getFirst();
          case "Convolution" -> convolution(layer, inputs.getFirst());
          case "PReLU" -> parametricRelu(layer, inputs.getFirst());
          case "PixelShuffle" -> shuffle(layer, inputs);
          case "Interp" -> repeated(layer, inputs.getFirst());
          case "BinaryOp" -> sum(layer, inputs);
          default -> throw new IllegalArgumentException(layer.toString());
        };
    layer.outputs.forEach(output -> results.put(output, result));
    return result;
  }

  private String result(String name) {
    String result = results.get(name);
    if (result == null) {
      throw new IllegalArgumentException("no value " + name + " so far");
    }
    return result;
  }

  /**
   * Settings: 0 outputs, 1 side, 2 dilation, 3 stride, 4 padding, 5 bias, 6 weights, 9 activation.
   */
  private String convolution(Layer layer, String input) {
    if (layer.setting(5, 0) != 1 || layer.setting(9, 0) != 0 || layer.setting(11, 3) != 3) {
      throw new IllegalArgumentException(layer.toString());
    }
    int outputs = layer.setting(0, 0);
    int side = layer.setting(1, 0);
    int count = layer.setting(6, 0);
    int stride = layer.setting(3, 1);
    int pad = layer.setting(4, 0);
    int dilation = layer.setting(2, 1);
    int channels = count / (outputs * side * side);
    String kernels =
        graph.weights(new Tensor(List.of(outputs, channels, side, side), flagged(count)));
    String bias = graph.weights(Tensor.of(plain(outputs)));
    Settings settings =
        Settings.none()
            .with("kernel_shape", List.of(side, side))
            .with("strides", List.of(stride, stride))
            .with("pads", List.of(pad, pad, pad, pad))
            .with("dilations", List.of(dilation, dilation));
    return graph.add("Conv", List.of(input, kernels, bias), settings);
  }

  private String parametricRelu(Layer layer, String input) {
    int channels = layer.setting(0, 0);
    String slopes = graph.weights(new Tensor(List.of(channels, 1, 1), plain(channels)));
    return graph.add("PRelu", List.of(input, slopes), Settings.none());
  }

  private String shuffle(Layer layer, List<String> inputs) {
    Settings settings = Settings.none().with("blocksize", layer.setting(0, 1)).with("mode", "CRD");
    return graph.add("DepthToSpace", inputs, settings);
  }

  /** Settings: 0 is 1 for repeating pixels, 1 and 2 are growth down and across. */
  private String repeated(Layer layer, String input) {
    if (layer.setting(0, 0) != 1) {
      throw new IllegalArgumentException(layer.toString());
    }
    Tensor scales = Tensor.of(1, 1, layer.decimal(1), layer.decimal(2));
    Settings nearest =
        Settings.none()
            .with("mode", "nearest")
            .with("coordinate_transformation_mode", "asymmetric")
            .with("nearest_mode", "floor");
    return graph.add("Resize", List.of(input, "", graph.weights(scales)), nearest);
  }

  private String sum(Layer layer, List<String> inputs) {
    if (layer.setting(0, 0) != 0 || layer.setting(1, 0) != 0) {
      throw new IllegalArgumentException(layer.toString());
    }
    return graph.add("Add", inputs, Settings.none());
  }

  /** Weights behind a word that says how they are stored; half floats are padded to four bytes. */
  private float[] flagged(int count) {
    int flag = weights.getInt();
    if (flag == 0) {
      return plain(count);
    }
    if (flag != HALF_FLOATS) {
      throw new IllegalArgumentException("weights stored as " + Integer.toHexString(flag));
    }
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.float16ToFloat(weights.getShort());
    }
    weights.position(weights.position() + 2 * (count % 2));
    return values;
  }

  private float[] plain(int count) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = weights.getFloat();
    }
    return values;
  }
}
