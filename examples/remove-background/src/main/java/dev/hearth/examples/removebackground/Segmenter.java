package dev.hearth.examples.removebackground;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The network that tells people from what is behind them. Owns its session. */
final class Segmenter implements AutoCloseable {
  /** Folder of its weights. */
  static final String WEIGHTS = "selfie-segmentation";

  /** Pixels across and down that it sees, whatever the picture's shape. */
  static final int SIDE = 256;

  /** Pixels that it sees. */
  static final int AREA = SIDE * SIDE;

  private static final int COLOURS = 3;

  private final OrtEnvironment environment;
  private final OrtSession session;

  private Segmenter(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Loads the network.
   *
   * @param folder the folder of its weights
   * @param threads threads that one run uses
   */
  static Segmenter open(Path folder, int threads) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Waiting threads must sleep: workers share the machine's cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // An arena would keep the memory of the largest batch for ever.
      options.setCPUArenaAllocator(false);
      String file = folder.resolve(WEIGHTS + ".onnx").toString();
      return new Segmenter(environment, environment.createSession(file, options));
    }
  }

  /**
   * How surely each pixel belongs to a person.
   *
   * @param pictures planes of red, green and blue, {@code [3, 256, 256]} each, 0 to 1
   * @return a mask for each picture, {@code [256, 256]}, 0 to 1
   */
  List<float[]> masks(List<float[]> pictures) {
    int count = pictures.size();
    var planes = FloatBuffer.allocate(count * COLOURS * AREA);
    pictures.forEach(planes::put);
    long[] shape = {count, COLOURS, SIDE, SIDE};
    try (var input = OnnxTensor.createTensor(environment, planes.flip(), shape);
        var result = session.run(Map.of("input", input))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var masks = new ArrayList<float[]>(count);
      for (int i = 0; i < count; i++) {
        var mask = new float[AREA];
        values.get(mask);
        masks.add(mask);
      }
      return masks;
    } catch (OrtException e) {
      throw new IllegalStateException("the network failed on " + count + " pictures", e);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
