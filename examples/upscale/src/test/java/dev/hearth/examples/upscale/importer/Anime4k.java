package dev.hearth.examples.upscale.importer;

import dev.hearth.examples.importer.OnnxGraph;
import dev.hearth.examples.importer.OnnxGraph.Settings;
import dev.hearth.examples.importer.Tensor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Anime4K's network <i>Upscale CNN x2 L</i> from WebSR's JSON.
 *
 * <p>Anime4K is written for graphics cards, whose values are vectors of four and whose weights are
 * 4×4 matrices, column by column. Eight channels are therefore two layers of four, and each layer
 * sees what is positive and what is negative of the one before as separate channels.
 */
final class Anime4k {
  private static final int HIDDEN_LAYERS = 6;
  private static final List<String> OF_EIGHT = List.of("tf", "tf1");
  private static final List<String> OF_TWELVE = List.of("tf", "tf1", "tf2");

  private final JsonObject layers;
  private final OnnxGraph graph = EnlargingGraph.begin();

  private Anime4k(JsonObject layers) {
    this.layers = layers;
  }

  static byte[] toOnnx(String json) {
    return new Anime4k(Json.parseObject(json).object("layers")).convert();
  }

  private byte[] convert() {
    Tensor first = kernels("conv2d_", OF_EIGHT, 3);
    String features = convolve(OnnxGraph.INPUT, onlyRgb(first), bias("conv2d_", OF_EIGHT), 3);
    var all = new ArrayList<>(List.of(features));
    for (int layer = 1; layer <= HIDDEN_LAYERS; layer++) {
      String name = "conv2d_" + layer + "_";
      String signs = concatenated(signs(features).toList());
      features = convolve(signs, kernels(name, OF_EIGHT, 3), bias(name, OF_EIGHT), 3);
      all.add(features);
    }
    String signs = concatenated(all.stream().flatMap(this::signs).toList());
    String last = "conv2d_last_";
    String detail = convolve(signs, kernels(last, OF_TWELVE, 1), bias(last, OF_TWELVE), 1);
    Settings blocks = Settings.none().with("blocksize", 2).with("mode", "CRD");
    String shuffled = graph.add("DepthToSpace", List.of(detail), blocks);
    String scales = graph.weights(Tensor.of(1, 1, 2, 2));
    Settings bilinear =
        Settings.none().with("mode", "linear").with("coordinate_transformation_mode", "half_pixel");
    String enlarged = graph.add("Resize", List.of(OnnxGraph.INPUT, "", scales), bilinear);
    return EnlargingGraph.finish(graph, "Add", List.of(enlarged, shuffled));
  }

  /** What is positive of a value, and what is negative. */
  private Stream<String> signs(String value) {
    String positive = graph.add("Relu", List.of(value), Settings.none());
    String negated = graph.add("Neg", List.of(value), Settings.none());
    return Stream.of(positive, graph.add("Relu", List.of(negated), Settings.none()));
  }

  private String concatenated(List<String> values) {
    return graph.add("Concat", values, Settings.none().with("axis", 1));
  }

  private String convolve(String input, Tensor kernels, Tensor bias, int side) {
    int pad = side / 2;
    Settings settings =
        Settings.none()
            .with("kernel_shape", List.of(side, side))
            .with("pads", List.of(pad, pad, pad, pad));
    List<String> inputs = List.of(input, graph.weights(kernels), graph.weights(bias));
    return graph.add("Conv", inputs, settings);
  }

  /**
   * Kernels {@code [outputs, inputs, rows, columns]} of the layers that a convolution is cut into.
   */
  private Tensor kernels(String layer, List<String> parts, int side) {
    return Tensor.stacked(parts.stream().map(part -> kernels(layer + part, side)).toList());
  }

  /** The file has, by groups of four inputs, column, row and input, four outputs each. */
  private Tensor kernels(String layer, int side) {
    float[] weights = floats(layer, "weights");
    int groups = weights.length / (16 * side * side);
    Tensor kernels = new Tensor(List.of(groups, side, side, 4, 4), weights);
    return kernels.transposed(4, 0, 3, 2, 1).reshaped(4, groups * 4, side, side);
  }

  /** Of the picture's four channels the fourth is alpha, which the network ignores. */
  private static Tensor onlyRgb(Tensor kernels) {
    int side = kernels.shape().getLast();
    int perInput = side * side;
    int outputs = kernels.shape().getFirst();
    var rgb = new float[outputs * 3 * perInput];
    for (int output = 0; output < outputs; output++) {
      System.arraycopy(
          kernels.values(), output * 4 * perInput, rgb, output * 3 * perInput, 3 * perInput);
    }
    return new Tensor(List.of(outputs, 3, side, side), rgb);
  }

  private Tensor bias(String layer, List<String> parts) {
    return Tensor.stacked(
        parts.stream().map(part -> Tensor.of(floats(layer + part, "bias"))).toList());
  }

  private float[] floats(String layer, String member) {
    List<Json> numbers = layers.object(layer).array(member);
    var floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers.get(i).asDouble();
    }
    return floats;
  }
}
