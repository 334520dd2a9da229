package dev.hearth.examples.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model under construction: a graph from pictures to pictures or numbers, all of float32.
 * What is added in the same order gives the same bytes. Source: onnx.proto of ONNX 1.12, which has
 * opset 17; field numbers are its.
 */
public final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;

  /** Name of the graph's input: {@code [n, channels, height, width]}. */
  public static final String INPUT = "input";

  private static final String OUTPUT = "output";

  private final String producer;
  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> weights = new ArrayList<>();

  /**
   * Starts a model.
   *
   * @param producer who makes it, as the file says; model cards state the digest of that file
   */
  public OnnxGraph(String producer) {
    this.producer = producer;
  }

  /** Values of a node's settings, in the order they were given. */
  public static final class Settings {
    private final Map<String, Message> byName = new LinkedHashMap<>();

    private Settings() {}

    /** Settings to add to. */
    public static Settings none() {
      return new Settings();
    }

    /** Adds a whole number. */
    public Settings with(String name, long value) {
      return put(name, new Message().text(1, name).number(3, value).number(20, 2));
    }

    /** Adds a number. */
    public Settings with(String name, float value) {
      return put(name, new Message().text(1, name).decimal(2, value).number(20, 1));
    }

    /** Adds a word. */
    public Settings with(String name, String value) {
      return put(name, new Message().text(1, name).text(4, value).number(20, 3));
    }

    /** Adds whole numbers. */
    public Settings with(String name, List<Integer> values) {
      var setting = new Message().text(1, name);
      values.forEach(value -> setting.number(8, value));
      return put(name, setting.number(20, 7));
    }

    private Settings put(String name, Message setting) {
      byName.put(name, setting);
      return this;
    }
  }

  /** Lengths of a value's dimensions behind the first, which is any number of pictures. */
  public static final class Lengths {
    private final Message dimensions = new Message().message(1, new Message().text(2, "n"));

    private Lengths() {}

    /** Lengths that all values have. */
    public static Lengths of(List<Integer> lengths) {
      var known = new Lengths();
      lengths.forEach(length -> known.dimensions.message(1, new Message().number(1, length)));
      return known;
    }

    /** Adds a dimension of any length, which gets a name. */
    public Lengths any(String name) {
      dimensions.message(1, new Message().text(2, name));
      return this;
    }
  }

  /** Adds weights and returns their name. */
  public String weights(Tensor tensor) {
    return weights(tensor.shape(), FLOAT, tensor.bytes());
  }

  /**
   * Adds weights that are stored in eight bits, {@code level · scale + least}, and returns the name
   * of their result.
   *
   * @param levels whole numbers from 0 to 255
   */
  public String weights(Tensor levels, float scale, float least) {
    String stored = weights(levels.shape(), UINT8, levels.levels());
    String floats = add("Cast", List.of(stored), Settings.none().with("to", (long) FLOAT));
    String scaled = add("Mul", List.of(floats, weights(Tensor.scalar(scale))), Settings.none());
    return add("Add", List.of(scaled, weights(Tensor.scalar(least))), Settings.none());
  }

  private String weights(List<Integer> shape, int type, byte[] content) {
    String name = "w" + weights.size();
    var message = new Message();
    shape.forEach(length -> message.number(1, length));
    weights.add(message.number(2, type).text(8, name).bytes(9, content));
    return name;
  }

  /**
   * Adds an operation and returns the name of its result.
   *
   * @param inputs names of weights and results, empty for one that is left out
   */
  public String add(String operation, List<String> inputs, Settings settings) {
    return add(operation, inputs, "t" + nodes.size(), settings);
  }

  private String add(String operation, List<String> inputs, String output, Settings settings) {
    var node = new Message();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, operation + "_" + (nodes.size() + 1)).text(4, operation);
    settings.byName.values().forEach(setting -> node.message(5, setting));
    nodes.add(node);
    return output;
  }

  /** Adds the last operation and returns the model's file. */
  public byte[] finish(String operation, List<String> inputs, Lengths from, Lengths to) {
    add(operation, inputs, OUTPUT, Settings.none());
    var graph = new Message();
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, "g");
    weights.forEach(tensor -> graph.message(5, tensor));
    graph.message(11, value(INPUT, from)).message(12, value(OUTPUT, to));
    return new Message()
        .number(1, IR_VERSION)
        .text(2, producer)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, OPSET))
        .toByteArray();
  }

  private static Message value(String name, Lengths lengths) {
    var tensor = new Message().number(1, FLOAT).message(2, lengths.dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }
}
