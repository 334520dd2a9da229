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
 * A loaded network with the buffers of one tile. For one thread at a time. Owns its session.
 *
 * <p>ONNX Runtime reads and writes the two direct buffers in place.
 */
final class Network implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int factor;
  private final int tileSide;
  private final FloatBuffer input;
  private final FloatBuffer output;

  private Network(OrtEnvironment environment, OrtSession session, Weights weights, int tileSide) {
    this.environment = environment;
    this.session = session;
    this.factor = weights.factor();
    this.tileSide = tileSide;
    int side = tileSide + 2 * weights.margin();
    this.input = direct(3 * side * side);
    this.output = direct(3 * side * side * factor * factor);
  }

  /**
   * Loads a network.
   *
   * @param folder the folder of its weights
   * @param tileSide greatest side of a tile, margin excluded
   * @param threads threads that one run uses
   */
  static Network open(Path folder, Weights weights, int tileSide, int threads) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Waiting threads must sleep: workers share the machine's cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Tiles differ in size, and a memory plan per size would be kept for each.
      options.setMemoryPatternOptimization(false);
      var session = environment.createSession(folder.resolve(weights.file()).toString(), options);
      return new Network(environment, session, weights, tileSide);
    }
  }

  /** Greatest side of a tile, margin excluded, that there is room for. */
  int tileSide() {
    return tileSide;
  }

  /** Room for the input tile: planes of red, green and blue, row by row, 0 to 1. */
  FloatBuffer input() {
    return input;
  }

  /** The enlarged tile that the last {@link #run} left, laid out like the input. */
  FloatBuffer output() {
    return output;
  }

  /** Enlarges the tile of that size which stands at the start of {@link #input()}. */
  void run(int width, int height) throws OrtException {
    long[] inputShape = {1, 3, height, width};
    long[] outputShape = {1, 3, (long) height * factor, (long) width * factor};
    int pixels = 3 * width * height;
    try (var in = OnnxTensor.createTensor(environment, input.slice(0, pixels), inputShape);
        var out =
            OnnxTensor.createTensor(
                environment, output.slice(0, pixels * factor * factor), outputShape);
        var _ = session.run(Map.of("input", in), Map.of("output", out))) {
      // The result is in the output buffer.
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
