package dev.hearth.examples.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.hearth.examples.importer.OnnxGraph.Lengths;
import dev.hearth.examples.importer.OnnxGraph.Settings;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Graphs small enough to work out by hand, run by ONNX Runtime. */
class OnnxGraphTest {
  /** Two pictures of one pixel of three colours each. */
  private static final float[] PIXELS = {1, 2, 3, -4, 5, 6};

  private static final long[] PIXELS_SHAPE = {2, 3, 1, 1};

  @Test
  void computesWithItsWeights() throws OrtException {
    var graph = new OnnxGraph("a test");
    String eighths =
        graph.weights(new Tensor(List.of(3, 1, 1), new float[] {0, 8, 255}), 0.125f, 1);
    String added = graph.add("Add", List.of(OnnxGraph.INPUT, eighths), Settings.none());
    String leaky = graph.add("LeakyRelu", List.of(added), Settings.none().with("alpha", 0.5f));
    String doubled =
        graph.add("Mul", List.of(leaky, graph.weights(Tensor.scalar(2))), Settings.none());
    var colours = Lengths.of(List.of(3, 1, 1));
    byte[] onnx = graph.finish("Identity", List.of(doubled), colours, colours);
    assertArrayEquals(new float[] {4, 8, 71.75f, -3, 14, 77.75f}, run(onnx, PIXELS_SHAPE));
  }

  @Test
  void takesPicturesOfTheLengthsItSays() throws OrtException {
    var graph = new OnnxGraph("a test");
    var any = Lengths.of(List.of(3)).any("h").any("w");
    byte[] onnx = graph.finish("Identity", List.of(OnnxGraph.INPUT), any, any);
    assertArrayEquals(PIXELS, run(onnx, new long[] {1, 3, 2, 1}));
    assertThrows(OrtException.class, () -> run(onnx, new long[] {1, 6, 1, 1}));
  }

  @Test
  void saysWhoMadeIt() throws OrtException {
    byte[] onnx = identity("a test");
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(onnx)) {
      assertEquals("a test", session.getMetadata().getProducerName());
    }
    assertArrayEquals(onnx, identity("a test"));
  }

  /** The first example of "Protocol Buffers Documentation, Encoding", and those of strings. */
  @Test
  void messagesAreEncodedAsTheirDocumentationSays() {
    assertArrayEquals(new byte[] {8, (byte) 0x96, 1}, new Message().number(1, 150).toByteArray());
    assertEquals(
        "\u0012\u0007testing",
        new String(new Message().text(2, "testing").toByteArray(), StandardCharsets.US_ASCII));
    assertArrayEquals(
        new byte[] {26, 3, 8, (byte) 0x96, 1},
        new Message().message(3, new Message().number(1, 150)).toByteArray());
  }

  private static byte[] identity(String producer) {
    var one = Lengths.of(List.of(3, 1, 1));
    return new OnnxGraph(producer).finish("Identity", List.of(OnnxGraph.INPUT), one, one);
  }

  private static float[] run(byte[] onnx, long[] shape) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(onnx);
        var input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(PIXELS), shape);
        var result = session.run(Map.of(OnnxGraph.INPUT, input))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var floats = new float[values.remaining()];
      values.get(floats);
      return floats;
    }
  }
}
