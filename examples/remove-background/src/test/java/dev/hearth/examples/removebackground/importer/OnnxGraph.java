package dev.hearth.examples.removebackground.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model under construction: a graph from pictures of one size to others. Source: onnx.proto
 * of ONNX 1.12, which has opset 17; field numbers are its.
 */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final String PRODUCER = "hearth";

  /** Name of the graph's input: {@code [n, channels, height, width]}. */
  static final String INPUT = "input";

  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> weights = new ArrayList<>();

  /** Values of a node's settings, in the order they were given. */
  static final class Settings {
    private final Map<String, Message> byName = new LinkedHashMap<>();

    static Settings none() {
      return new Settings();
    }

    Settings with(String name, long value) {
      return put(name, new Message().text(1, name).number(3, value).number(20, 2));
    }

    Settings with(String name, String value) {
      return put(name, new Message().text(1, name).text(4, value).number(20, 3));
    }

    Settings with(String name, List<Integer> values) {
      var setting = new Message().text(1, name);
      values.forEach(value -> setting.number(8, value));
      return put(name, setting.number(20, 7));
    }

    private Settings put(String name, Message setting) {
      byName.put(name, setting);
      return this;
    }
  }

  /** Adds weights and returns their name. */
  String weights(Tensor tensor) {
    String name = "w" + weights.size();
    var message = new Message();
    tensor.shape().forEach(length -> message.number(1, length));
    weights.add(message.number(2, FLOAT).text(8, name).bytes(9, tensor.bytes()));
    return name;
  }

  /** Adds an operation and returns the name of its result. */
  String add(String operation, List<String> inputs, Settings settings) {
    return add(operation, inputs, "t" + nodes.size(), settings);
  }

  /**
   * Adds the last operation and returns the model's file.
   *
   * @param from channels, height and width of the input
   * @param to channels, height and width of the output
   */
  byte[] finish(String operation, List<String> inputs, List<Integer> from, List<Integer> to) {
    add(operation, inputs, "output", Settings.none());
    var graph = new Message();
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, "g");
    weights.forEach(tensor -> graph.message(5, tensor));
    graph.message(11, pictures(INPUT, from)).message(12, pictures("output", to));
    return new Message()
        .number(1, IR_VERSION)
        .text(2, PRODUCER)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, OPSET))
        .toByteArray();
  }

  private String add(String operation, List<String> inputs, String output, Settings settings) {
    var node = new Message();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, operation + "_" + (nodes.size() + 1)).text(4, operation);
    settings.byName.values().forEach(setting -> node.message(5, setting));
    nodes.add(node);
    return output;
  }

  /** Says that a value is float32 of those lengths behind any number of pictures. */
  private static Message pictures(String name, List<Integer> lengths) {
    var shape = new Message().message(1, new Message().text(2, "n"));
    lengths.forEach(length -> shape.message(1, new Message().number(1, length)));
    var tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }
}
