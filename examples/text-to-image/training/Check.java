import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the exported network in ONNX Runtime on the golden inputs and compares: {@code java -cp onnxruntime.jar Check.java
 * MODEL GOLDEN SIZE}. Fails where a value is off by more than 0.002.
 */
class Check {
  private static final int BATCH = 2;
  private static final int LENGTH = 5;
  private static final int TEXT_WIDTH = 384;
  private static final float TOLERANCE = 2e-3f;

  public static void main(String[] arguments) throws IOException, OrtException {
    int size = Integer.parseInt(arguments[2]);
    FloatBuffer golden =
        ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[1]))).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    try (OrtSession session = environment.createSession(arguments[0], options);
        OnnxTensor x = next(environment, golden, BATCH, 3, size, size);
        OnnxTensor t = next(environment, golden, BATCH);
        OnnxTensor text = next(environment, golden, BATCH, LENGTH, TEXT_WIDTH);
        OnnxTensor mask = next(environment, golden, BATCH, LENGTH);
        OrtSession.Result result = session.run(Map.of("x", x, "t", t, "text", text, "mask", mask))) {
      float worst = difference(((OnnxTensor) result.get(0)).getFloatBuffer(), golden);
      System.out.println("ONNX Runtime differs from the trainer by at most " + worst);
      if (!(worst <= TOLERANCE)) {
        throw new IllegalStateException("A difference of " + worst + " is above " + TOLERANCE);
      }
    }
  }

  private static OnnxTensor next(OrtEnvironment environment, FloatBuffer golden, long... shape) throws OrtException {
    int count = 1;
    for (long length : shape) {
      count *= (int) length;
    }
    float[] values = new float[count];
    golden.get(values);
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  private static float difference(FloatBuffer found, FloatBuffer expected) {
    if (found.remaining() != expected.remaining()) {
      throw new IllegalStateException(found.remaining() + " values instead of " + expected.remaining());
    }
    float worst = 0;
    while (found.hasRemaining()) {
      float difference = Math.abs(found.get() - expected.get());
      worst = difference <= worst ? worst : difference;
    }
    return worst;
  }
}
