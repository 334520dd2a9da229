package dev.hearth.runtime.worker;

import dev.hearth.runtime.sandbox.ClassSharing;
import java.io.IOException;

/** Where one worker finds its classes. Asked on the worker's own thread; may block. */
public interface ClassSource extends AutoCloseable {
  /** What to try first. */
  ClassSharing first() throws IOException;

  /**
   * What to try after the process ended without a word.
   *
   * @throws IOException if nothing is left to try
   */
  ClassSharing instead(String whyNot) throws IOException;

  /** The worker has ended. */
  @Override
  void close();

  /** Always the same. */
  static ClassSource of(ClassSharing sharing) {
    return new ClassSource() {
      @Override
      public ClassSharing first() {
        return sharing;
      }

      @Override
      public ClassSharing instead(String whyNot) throws IOException {
        throw new IOException(whyNot);
      }

      @Override
      public void close() {}
    };
  }
}
