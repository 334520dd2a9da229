package dev.hearth.examples.upscale.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The converters on models small enough to work out by hand, and run by ONNX Runtime. */
class ImporterTest {
  /** A picture of one pixel: red 1, green 2, blue 3. */
  private static final float[] PIXEL = {1, 2, 3};

  @BeforeAll
  static void findNativeLibraries() {
    Path function = Path.of(System.getProperty("function.directory", "."));
    System.setProperty("onnxruntime.native.path", function.resolve("native").toString());
  }

  @Test
  void convertsTensorflowJs() throws OrtException {
    byte[] onnx = TensorflowJs.toOnnx(tensorflowJs("relu"), tensorflowWeights());
    // Twice green less one, twice blue less one, twice red less one; each four times.
    assertArrayEquals(new float[] {3, 3, 3, 3, 5, 5, 5, 5, 1, 1, 1, 1}, run(onnx));
  }

  @Test
  void refusesLayersItDoesNotKnowAndWeightsThatAreLeftOver() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TensorflowJs.toOnnx(tensorflowJs("tanh"), tensorflowWeights()));
    assertThrows(
        IllegalArgumentException.class,
        () -> TensorflowJs.toOnnx(tensorflowJs("relu"), new byte[200]));
    assertThrows(IllegalArgumentException.class, () -> Ncnn.toOnnx("1\n", new byte[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Ncnn.toOnnx("7767517\n1 1\nTanh t 0 1 data\n", new byte[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Ncnn.toOnnx("7767517\n1 1\nInput i 0 1 data\n", new byte[4]));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void convertsNcnn(boolean halfFloats) throws OrtException {
    String param =
        """
        7767517
        6 6
        Input        in    0 1 data 0=0
        Split        s     1 2 data a b
        Convolution  conv  1 1 a c 0=12 1=3 4=1 5=1 6=324
        PReLU        relu  1 1 c d 0=12
        PixelShuffle ps    1 1 d e 0=2
        Interp       up    1 1 b f 0=1 1=2.0 2=2.0
        BinaryOp     add   2 1 e f output
        """;
    // Output 4·c + i of the convolution is −(i + 1) times channel c, seen through a slope of ½.
    var bin = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
    bin.putInt(halfFloats ? 0x01306B47 : 0);
    for (int output = 0; output < 12; output++) {
      for (int input = 0; input < 3; input++) {
        for (int tap = 0; tap < 9; tap++) {
          float weight = tap == 4 && input == output / 4 ? -(output % 4 + 1) : 0;
          if (halfFloats) {
            bin.putShort(Float.floatToFloat16(weight));
          } else {
            bin.putFloat(weight);
          }
        }
      }
    }
    for (int i = 0; i < 12; i++) {
      bin.putFloat(0);
    }
    for (int i = 0; i < 12; i++) {
      bin.putFloat(0.5f);
    }
    var weights = new byte[bin.position()];
    bin.get(0, weights);
    assertArrayEquals(
        new float[] {0.5f, 0, -0.5f, -1, 1, 0, -1, -2, 1.5f, 0, -1.5f, -3},
        run(Ncnn.toOnnx(param, weights)));
  }

  /** A 1×1 convolution that turns red, green, blue into green, blue, red, and pixels repeated. */
  private static String tensorflowJs(String activation) {
    return """
    {"modelTopology":{"model_config":{"config":{"output_layers":[["up",0,0]],"layers":[
      {"class_name":"InputLayer","config":{"name":"in"},"inbound_nodes":[]},
      {"class_name":"Conv2D","config":{"name":"conv","strides":[1,1],"padding":"same",
       "activation":"linear"},"inbound_nodes":[[["in",0,0,{}]]]},
      {"class_name":"Activation","config":{"name":"act","activation":"%s"},
       "inbound_nodes":[[["conv",0,0,{}]]]},
      {"class_name":"UpSampling2D","config":{"name":"up","size":[2,2]},
       "inbound_nodes":[[["act",0,0,{}]]]}]}}},
     "weightsManifest":[{"weights":[
      {"name":"conv/kernel","shape":[1,1,3,3],"dtype":"float32"},
      {"name":"conv/bias","shape":[3],"dtype":"float32"}]}]}
    """
        .formatted(activation);
  }

  private static byte[] tensorflowWeights() {
    var weights = ByteBuffer.allocate(12 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    float[] kernel = {0, 0, 2, 2, 0, 0, 0, 2, 0};
    for (float weight : kernel) {
      weights.putFloat(weight);
    }
    weights.putFloat(-1).putFloat(-1).putFloat(-1);
    return weights.array();
  }

  private static float[] run(byte[] onnx) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(onnx);
        var input =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(PIXEL), new long[] {1, 3, 1, 1});
        var result = session.run(Map.of("input", input))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var floats = new float[values.remaining()];
      values.get(floats);
      return floats;
    }
  }
}
