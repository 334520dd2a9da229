package dev.hearth.examples.texttoimage;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/** Opens networks, all with the same options. */
final class Sessions {
  private Sessions() {}

  /**
   * Loads a network.
   *
   * @param threads threads that one run uses
   */
  static OrtSession open(Path file, int threads) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Waiting threads must sleep: workers share the machine's cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Batches differ from step to step, and a memory plan for each shape would be kept.
      options.setMemoryPatternOptimization(false);
      return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    }
  }
}
