package dev.hearth.examples.upscale.importer;

import dev.hearth.examples.importer.OnnxGraph;
import dev.hearth.examples.importer.OnnxGraph.Settings;
import dev.hearth.examples.importer.Tensor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A TensorFlow.js layers model of the kinds of layers that ESRGAN-slim has. */
final class TensorflowJs {
  private final Map<String, Tensor> weights = new HashMap<>();
  private final Map<String, String> results = new HashMap<>();
  private final OnnxGraph graph = EnlargingGraph.begin();

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
    for (Json layer : config.array("layers")) {
      add(layer.asObject());
    }
    String last = config.array("output_layers").getFirst().asArray().getFirst().asString();
    return EnlargingGraph.finish(graph, "Identity", List.of(result(last)));
  }

  /** The file's weights, one after the other, float32. */
  private void readWeights(JsonObject model, byte[] shard) {
    var in = ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN);
    for (Json group : model.array("weightsManifest")) {
      for (Json entry : group.asObject().array("weights")) {
        JsonObject weight = entry.asObject();
        if (!weight.string("dtype").equals("float32") || weight.get("quantization").isPresent()) {
          throw new IllegalArgumentException(weight.print() + " isn't plain float32");
        }
        List<Integer> shape = weight.array("shape").stream().map(Json::asInt).toList();
        var values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        in.asFloatBuffer().get(values);
        in.position(in.position() + values.length * Float.BYTES);
        weights.put(weight.string("name"), new Tensor(shape, values));
      }
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes of weights are left over");
    }
  }

  private void add(JsonObject layer) {
    JsonObject config = layer.object("config");
    String name = config.string("name");
    List<String> inputs = inputs(layer);
    String result =
        switch (layer.string("class_name")) {
          case "InputLayer" -> OnnxGraph.INPUT;
          case "Conv2D" -> convolution(name, config, inputs.getFirst());
          case "Activation" -> activation(config.string("activation"), inputs.getFirst());
          case "Concatenate" -> graph.add("Concat", inputs, Settings.none().with("axis", 1));
          case "Add" -> graph.add("Add", inputs, Settings.none());
          case "UpSampling2D" -> repeated(config, inputs.getFirst());
          default -> throw new IllegalArgumentException(layer.print());
        };
    results.put(name, result);
  }

  private List<String> inputs(JsonObject layer) {
    List<Json> nodes = layer.array("inbound_nodes");
    return nodes.isEmpty()
        ? List.of()
        : nodes.getFirst().asArray().stream()
            .map(node -> result(node.asArray().getFirst().asString()))
            .toList();
  }

  private String result(String layer) {
    String result = results.get(layer);
    if (result == null) {
      throw new IllegalArgumentException("no layer " + layer + " so far");
    }
    return result;
  }

  /** TensorFlow's kernels are {@code [rows, columns, inputs, outputs]}. */
  private String convolution(String name, JsonObject config, String input) {
    Tensor kernel = weight(name + "/kernel");
    List<Integer> side = kernel.shape().subList(0, 2);
    Settings settings =
        Settings.none()
            .with("strides", config.array("strides").stream().map(Json::asInt).toList())
            .with("group", 1)
            .with("kernel_shape", side);
    if (config.string("padding").equals("same")) {
      settings.with("auto_pad", "SAME_UPPER");
    }
    String kernels = graph.weights(kernel.transposed(3, 2, 0, 1));
    String bias = graph.weights(weight(name + "/bias"));
    String result = graph.add("Conv", List.of(input, kernels, bias), settings);
    return activation(config.string("activation"), result);
  }

  private Tensor weight(String name) {
    Tensor weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("no weight " + name);
    }
    return weight;
  }

  private String activation(String kind, String input) {
    return switch (kind) {
      case "linear" -> input;
      case "relu" -> graph.add("Relu", List.of(input), Settings.none());
      default -> throw new IllegalArgumentException("activation " + kind);
    };
  }

  private String repeated(JsonObject config, String input) {
    List<Json> size = config.array("size");
    Tensor scales = Tensor.of(1, 1, size.get(0).asInt(), size.get(1).asInt());
    Settings nearest =
        Settings.none()
            .with("mode", "nearest")
            .with("coordinate_transformation_mode", "asymmetric")
            .with("nearest_mode", "floor");
    return graph.add("Resize", List.of(input, "", graph.weights(scales)), nearest);
  }
}
