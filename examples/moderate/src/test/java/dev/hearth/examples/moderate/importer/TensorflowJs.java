package dev.hearth.examples.moderate.importer;

import dev.hearth.examples.importer.OnnxGraph;
import dev.hearth.examples.importer.OnnxGraph.Lengths;
import dev.hearth.examples.importer.OnnxGraph.Settings;
import dev.hearth.examples.importer.Tensor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A TensorFlow.js layers model of the kinds of layers that nsfwjs's MobileNet v2 has, with weights
 * in eight bits.
 *
 * <p>Its tensors are {@code [pictures, rows, columns, channels]}; ONNX wants the channels second.
 */
final class TensorflowJs {
  private static final int COLOURS = 3;

  private final Map<String, Weight> weights = new HashMap<>();
  private final Map<String, String> results = new HashMap<>();
  private final Map<String, List<Integer>> margins = new HashMap<>();
  private final OnnxGraph graph = new OnnxGraph("hearth");
  private List<Integer> input = List.of();

  /** Numbers {@code level · scale + least}. */
  private record Weight(Tensor levels, float scale, float least) {
    Weight transposed(int... order) {
      return new Weight(levels.transposed(order), scale, least);
    }
  }

  private TensorflowJs() {}

  /**
   * Converts a model.
   *
   * @param json its {@code model.json}
   * @param shard its weights
   */
  static byte[] toOnnx(String json, byte[] shard) {
    return new TensorflowJs().convert(Json.parseObject(json), shard);
  }

  private byte[] convert(JsonObject model, byte[] shard) {
    readWeights(model, shard);
    JsonObject config = model.object("modelTopology").object("model_config").object("config");
    int classes = 0;
    for (Json layer : config.array("layers")) {
      add(layer.asObject());
      if (layer.asObject().string("class_name").equals("Dense")) {
        classes = layer.asObject().object("config").get("units").orElseThrow().asInt();
      }
    }
    String last = config.array("output_layers").getFirst().asArray().getFirst().asString();
    return graph.finish(
        "Identity", List.of(result(last)), Lengths.of(input), Lengths.of(List.of(classes)));
  }

  /** The file's weights, one after the other, a byte each. */
  private void readWeights(JsonObject model, byte[] shard) {
    var in = ByteBuffer.wrap(shard);
    for (Json group : model.array("weightsManifest")) {
      for (Json entry : group.asObject().array("weights")) {
        JsonObject weight = entry.asObject();
        JsonObject quantization = weight.object("quantization");
        if (!quantization.string("dtype").equals("uint8")) {
          throw new IllegalArgumentException(weight.print() + " isn't in eight bits");
        }
        List<Integer> shape = weight.array("shape").stream().map(Json::asInt).toList();
        var levels = new float[shape.stream().reduce(1, Math::multiplyExact)];
        for (int i = 0; i < levels.length; i++) {
          levels[i] = Byte.toUnsignedInt(in.get());
        }
        weights.put(
            weight.string("name"),
            new Weight(
                new Tensor(shape, levels),
                (float) number(quantization, "scale"),
                (float) number(quantization, "min")));
      }
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes of weights are left over");
    }
  }

  private static double number(JsonObject object, String name) {
    return object.get(name).orElseThrow().asDouble();
  }

  private void add(JsonObject layer) {
    JsonObject config = layer.object("config");
    String name = config.string("name");
    List<String> inputs = inputs(layer);
    String result =
        switch (layer.string("class_name")) {
          case "InputLayer" -> input(config);
          case "ZeroPadding2D" -> padded(layer, config);
          case "Conv2D" -> convolution(layer, config, "kernel", new int[] {3, 2, 0, 1});
          case "DepthwiseConv2D" ->
              convolution(layer, config, "depthwise_kernel", new int[] {2, 3, 0, 1});
          case "BatchNormalization" -> normalised(name, config, inputs.getFirst());
          case "ReLU" -> clipped(config, inputs.getFirst());
          case "Add" -> graph.add("Add", inputs, Settings.none());
          case "AveragePooling2D" -> pool(config, inputs.getFirst());
          case "Flatten" -> flat(inputs.getFirst());
          case "Dense" -> dense(name, config, inputs.getFirst());
          case "Dropout" -> inputs.getFirst(); // only while a network learns
          default -> throw new IllegalArgumentException(layer.print());
        };
    results.put(name, result);
  }

  private String input(JsonObject config) {
    List<Json> shape = config.array("batch_input_shape");
    input = List.of(COLOURS, shape.get(1).asInt(), shape.get(2).asInt());
    return OnnxGraph.INPUT;
  }

  private List<String> inputs(JsonObject layer) {
    return inputLayers(layer).stream().map(this::result).toList();
  }

  private static List<String> inputLayers(JsonObject layer) {
    List<Json> nodes = layer.array("inbound_nodes");
    return nodes.isEmpty()
        ? List.of()
        : nodes.getFirst().asArray().stream()
            .map(node -> node.asArray().getFirst().asString())
            .toList();
  }

  private String result(String layer) {
    String result = results.get(layer);
    if (result == null) {
      throw new IllegalArgumentException("no layer " + layer + " so far");
    }
    return result;
  }

  /** ONNX's convolutions pad by themselves, so this only notes the margin for the next one. */
  private String padded(JsonObject layer, JsonObject config) {
    List<Json> rows = config.array("padding").get(0).asArray();
    List<Json> columns = config.array("padding").get(1).asArray();
    margins.put(
        config.string("name"),
        List.of(
            rows.get(0).asInt(),
            columns.get(0).asInt(),
            rows.get(1).asInt(),
            columns.get(1).asInt()));
    return inputs(layer).getFirst();
  }

  /** Adds a convolution; {@code order} brings kernels to outputs, inputs, rows, columns. */
  private String convolution(JsonObject layer, JsonObject config, String kernel, int[] order) {
    String name = config.string("name");
    Weight kernels = weight(name + "/" + kernel).transposed(order);
    List<Integer> shape = kernels.levels.shape();
    boolean deep = kernel.startsWith("depthwise");
    if (truth(config, "use_bias") || (deep && shape.get(1) != 1)) {
      throw new IllegalArgumentException(layer.print());
    }
    Settings settings =
        Settings.none()
            .with("kernel_shape", shape.subList(2, 4))
            .with("strides", integers(config, "strides"))
            .with("group", deep ? (long) shape.getFirst() : 1);
    String from = inputLayers(layer).getFirst();
    if (config.string("padding").equals("same")) {
      settings.with("auto_pad", "SAME_UPPER");
    } else {
      settings.with("pads", margins.getOrDefault(from, List.of(0, 0, 0, 0)));
    }
    String result = graph.add("Conv", List.of(result(from), store(kernels)), settings);
    return activation(config.string("activation"), result);
  }

  private String normalised(String name, JsonObject config, String from) {
    var inputs = new ArrayList<String>(List.of(from));
    for (String part : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
      inputs.add(store(weight(name + "/" + part)));
    }
    float epsilon = (float) number(config, "epsilon");
    return graph.add("BatchNormalization", inputs, Settings.none().with("epsilon", epsilon));
  }

  private String clipped(JsonObject config, String from) {
    String least = graph.weights(Tensor.scalar(0));
    String most = graph.weights(Tensor.scalar((float) number(config, "max_value")));
    return graph.add("Clip", List.of(from, least, most), Settings.none());
  }

  private String pool(JsonObject config, String from) {
    Settings settings =
        Settings.none()
            .with("kernel_shape", integers(config, "pool_size"))
            .with("strides", integers(config, "strides"));
    return graph.add("AveragePool", List.of(from), settings);
  }

  /** In TensorFlow's order, channels last. */
  private String flat(String from) {
    String turned =
        graph.add("Transpose", List.of(from), Settings.none().with("perm", List.of(0, 2, 3, 1)));
    return graph.add("Flatten", List.of(turned), Settings.none());
  }

  private String dense(String name, JsonObject config, String from) {
    String kernel = store(weight(name + "/kernel"));
    String result = graph.add("MatMul", List.of(from, kernel), Settings.none());
    if (truth(config, "use_bias")) {
      String bias = store(weight(name + "/bias"));
      result = graph.add("Add", List.of(result, bias), Settings.none());
    }
    return activation(config.string("activation"), result);
  }

  private String activation(String kind, String from) {
    return switch (kind) {
      case "linear" -> from;
      case "relu" -> graph.add("Relu", List.of(from), Settings.none());
      case "softmax" -> graph.add("Softmax", List.of(from), Settings.none());
      default -> throw new IllegalArgumentException("activation " + kind);
    };
  }

  private Weight weight(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("no weight " + name);
    }
    return weight;
  }

  private String store(Weight weight) {
    return graph.weights(weight.levels, weight.scale, weight.least);
  }

  private static List<Integer> integers(JsonObject config, String name) {
    return config.array(name).stream().map(Json::asInt).toList();
  }

  private static boolean truth(JsonObject config, String name) {
    return config.get(name).orElseThrow().asBoolean();
  }
}
