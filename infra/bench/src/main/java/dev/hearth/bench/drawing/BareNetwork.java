package dev.hearth.bench.drawing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The drawing network on ONNX Runtime with its default options and one thread, run again and again
 * on the same tensors. Owns session and tensors.
 */
final class BareNetwork implements AutoCloseable {
  private static final int SIDE = 64;
  private static final int TEXT_WIDTH = 384;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;
  private final OnnxTensor clean;

  /**
   * @param rows pictures that it sees at once
   * @param tokens of each one's text
   */
  BareNetwork(Path file, int rows, int tokens) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(file.toString(), options);
    }
    inputs =
        Map.of(
            "x", tensor(rows, 3, SIDE, SIDE),
            "t", tensor(rows),
            "text", tensor(rows, tokens, TEXT_WIDTH),
            "mask", tensor(rows, tokens));
    clean = tensor(rows, 3, SIDE, SIDE);
  }

  private OnnxTensor tensor(long... shape) throws OrtException {
    int count = 1;
    for (long length : shape) {
      count *= (int) length;
    }
    FloatBuffer values =
        ByteBuffer.allocateDirect(count * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    var random = new SplittableRandom(1);
    for (int i = 0; i < count; i++) {
      values.put(i, (float) random.nextDouble());
    }
    return OnnxTensor.createTensor(environment, values, shape);
  }

  void run() throws OrtException {
    session.run(inputs, Map.of("clean", clean)).close();
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    clean.close();
    session.close();
  }
}
