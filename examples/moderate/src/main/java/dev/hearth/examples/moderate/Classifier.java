package dev.hearth.examples.moderate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The network that judges pictures. Owns its session. */
final class Classifier implements AutoCloseable {
  /** Folder of its weights. */
  static final String WEIGHTS = "nsfwjs-mobilenet-v2";

  /** Pixels across and down that it sees, whatever the picture's shape. */
  static final int SIDE = 224;

  private static final int COLOURS = 3;

  private final OrtEnvironment environment;
  private final OrtSession session;

  private Classifier(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Loads the network.
   *
   * @param folder the folder of its weights
   * @param threads threads that one run uses
   */
  static Classifier open(Path folder, int threads) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Waiting threads must sleep: workers share the machine's cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // An arena would keep the memory of the largest batch for ever.
      options.setCPUArenaAllocator(false);
      String file = folder.resolve(WEIGHTS + ".onnx").toString();
      return new Classifier(environment, environment.createSession(file, options));
    }
  }

  /**
   * Judges pictures.
   *
   * @param pictures planes of red, green and blue, {@code [3, 224, 224]} each, 0 to 1
   * @return the probabilities of each picture
   */
  List<Probabilities> judge(List<float[]> pictures) {
    int count = pictures.size();
    var planes = FloatBuffer.allocate(count * COLOURS * SIDE * SIDE);
    pictures.forEach(planes::put);
    long[] shape = {count, COLOURS, SIDE, SIDE};
    try (var input = OnnxTensor.createTensor(environment, planes.flip(), shape);
        var result = session.run(Map.of("input", input))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var judgements = new ArrayList<Probabilities>(count);
      for (int i = 0; i < count; i++) {
        judgements.add(
            new Probabilities(
                values.get(), values.get(), values.get(), values.get(), values.get()));
      }
      return judgements;
    } catch (OrtException e) {
      throw new IllegalStateException("the network failed on " + count + " pictures", e);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
