package dev.hearth.examples.moderate.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImporterTest {
  @BeforeAll
  static void findNativeLibraries() {
    Path function = Path.of(System.getProperty("function.directory", "."));
    System.setProperty("onnxruntime.native.path", function.resolve("native").toString());
  }

  /**
   * Two rows and columns of red, green and blue. The margin fills up to three by three, a deep
   * convolution sums each three by three, normalisation halves and clips, and the last layers weigh
   * green against blue.
   */
  @Test
  void convertsLayersOnWeightsInEightBits() throws OrtException {
    byte[] onnx = TensorflowJs.toOnnx(JavaScriptModule.json(module("relu")), weights());
    float[] pixels = {1, 1, 1, 1, 2, 2, 2, 2, 0, 1, 0, 1};
    // Sums of 4, 8 and 2; means of 1 taken away and halved: 1.5, 3.5 and 0.5; clipped at 3.
    float green = 3;
    float blue = 0.5f;
    float[] expected = {green - blue, 0};
    assertArrayEquals(expected, run(onnx, pixels), 1e-5f);
  }

  @Test
  void refusesWhatItDoesNotKnowAndWeightsThatAreLeftOver() {
    String json = JavaScriptModule.json(module("relu"));
    assertThrows(
        IllegalArgumentException.class,
        () -> TensorflowJs.toOnnx(JavaScriptModule.json(module("tanh")), weights()));
    assertThrows(
        IllegalArgumentException.class,
        () -> TensorflowJs.toOnnx(json.replace("\"Dropout\"", "\"Dropin\""), weights()));
    assertThrows(
        IllegalArgumentException.class,
        () -> TensorflowJs.toOnnx(json, Arrays.copyOf(weights(), weights().length + 1)));
    assertThrows(IllegalArgumentException.class, () -> JavaScriptModule.json("module.exports=1"));
  }

  @Test
  void readsWhatAModuleExports() {
    assertEquals(
        "{\"a\":true,\"b\":[-0.5,{\"c_1\":false}]}",
        JavaScriptModule.json("!function(e){a.exports={a:!0,b:[-.5,{c_1:!1}]}},{}"));
    assertArrayEquals(
        new byte[] {1, 2}, JavaScriptModule.base64("function(){a.exports=\"AQI=\"},{}"));
  }

  private static String module(String activation) {
    return """
    (function(){a.exports={modelTopology:{model_config:{config:{output_layers:[["out",0,0]],layers:[
      {class_name:"InputLayer",config:{name:"in",batch_input_shape:[null,2,2,3]},inbound_nodes:[]},
      {class_name:"ZeroPadding2D",config:{name:"pad",padding:[[0,1],[0,1]]},
       inbound_nodes:[[["in",0,0,{}]]]},
      {class_name:"DepthwiseConv2D",config:{name:"conv",strides:[1,1],padding:"valid",use_bias:!1,
       activation:"linear"},inbound_nodes:[[["pad",0,0,{}]]]},
      {class_name:"BatchNormalization",config:{name:"bn",epsilon:0},
       inbound_nodes:[[["conv",0,0,{}]]]},
      {class_name:"ReLU",config:{name:"clip",max_value:3},inbound_nodes:[[["bn",0,0,{}]]]},
      {class_name:"Flatten",config:{name:"flat"},inbound_nodes:[[["clip",0,0,{}]]]},
      {class_name:"Dropout",config:{name:"drop"},inbound_nodes:[[["flat",0,0,{}]]]},
      {class_name:"Dense",config:{name:"out",units:2,use_bias:!0,activation:"%s"},
       inbound_nodes:[[["drop",0,0,{}]]]}]}}},
     weightsManifest:[{weights:[
      {name:"conv/depthwise_kernel",shape:[3,3,3,1],quantization:{min:0,scale:.5,dtype:"uint8"}},
      {name:"bn/gamma",shape:[3],quantization:{min:.5,scale:1,dtype:"uint8"}},
      {name:"bn/beta",shape:[3],quantization:{min:0,scale:1,dtype:"uint8"}},
      {name:"bn/moving_mean",shape:[3],quantization:{min:1,scale:1,dtype:"uint8"}},
      {name:"bn/moving_variance",shape:[3],quantization:{min:1,scale:1,dtype:"uint8"}},
      {name:"out/kernel",shape:[3,2],quantization:{min:-1,scale:1,dtype:"uint8"}},
      {name:"out/bias",shape:[2],quantization:{min:-100,scale:100,dtype:"uint8"}}]}]}},{})
    """
        .formatted(activation)
        .replaceAll("\\s*\n\\s*", ""); // as minified modules are
  }

  private static byte[] weights() {
    var weights = ByteBuffer.allocate(27 + 12 + 6 + 2);
    for (int i = 0; i < 27; i++) {
      weights.put((byte) 2);
    }
    weights.put(new byte[12]);
    // Of red, green and blue: nothing, all and minus all in the first; the second is never active.
    weights.put(new byte[] {1, 1, 2, 1, 0, 1}).put(new byte[] {1, 0});
    return weights.array();
  }

  private static float[] run(byte[] onnx, float[] pixels) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(onnx);
        var input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(pixels), new long[] {1, 3, 2, 2});
        var result = session.run(Map.of("input", input))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var floats = new float[values.remaining()];
      values.get(floats);
      return floats;
    }
  }
}
