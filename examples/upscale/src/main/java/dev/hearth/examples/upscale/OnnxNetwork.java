package dev.hearth.examples.upscale;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A network on ONNX Runtime, which reads and writes the two direct buffers in place. They grow to
 * the largest run so far. Owns its session.
 */
final class OnnxNetwork implements Network, AutoCloseable {
  private static final FloatBuffer NOTHING = direct(0);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Weights weights;
  private FloatBuffer input = NOTHING;
  private FloatBuffer output = NOTHING;

  private OnnxNetwork(OrtEnvironment environment, OrtSession session, Weights weights) {
    this.environment = environment;
    this.session = session;
    this.weights = weights;
  }

  /**
   * Loads a network.
   *
   * @param folder the folder of its weights
   * @param threads threads that one run uses
   */
  static OnnxNetwork open(Path folder, Weights weights, int threads) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Waiting threads must sleep: workers share the machine's cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Tiles differ in size, and a memory plan per size would be kept for each.
      options.setMemoryPatternOptimization(false);
      // An arena would keep the memory of each network's largest run for ever.
      options.setCPUArenaAllocator(false);
      var session = environment.createSession(folder.resolve(weights.file()).toString(), options);
      return new OnnxNetwork(environment, session, weights);
    }
  }

  @Override
  public FloatBuffer input(int count, int width, int height) {
    int floats = 3 * count * width * height;
    if (input.capacity() < floats) {
      input = direct(floats);
    }
    return input;
  }

  @Override
  public FloatBuffer run(int count, int width, int height) {
    int factor = weights.factor();
    int floats = 3 * count * width * height;
    int enlarged = floats * factor * factor;
    if (output.capacity() < enlarged) {
      output = direct(enlarged);
    }
    long[] inputShape = {count, 3, height, width};
    long[] outputShape = {count, 3, (long) height * factor, (long) width * factor};
    try (var in = OnnxTensor.createTensor(environment, input.slice(0, floats), inputShape);
        var out = OnnxTensor.createTensor(environment, output.slice(0, enlarged), outputShape);
        var _ = session.run(Map.of("input", in), Map.of("output", out))) {
      return output;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "%s failed on %d × %d×%d pixels".formatted(weights, count, width, height), e);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
