package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.LaunchShape;

/** One kernel with a known answer: it needs copies, a launch, shared memory and a barrier. */
final class SelfTest {
  private static final KernelImage IMAGE = new KernelImage(SelfTest.class, "selftest.fatbin");
  private static final int LENGTH = 256;

  private SelfTest() {}

  /**
   * Runs it.
   *
   * @throws CudaException if it can't be run or answers wrongly
   */
  static void run(CudaDevice device) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = i;
    }
    float[] results = new float[LENGTH];
    device.run(
        session -> {
          var in = session.upload(values);
          var out = session.allocate((long) LENGTH * Float.BYTES);
          session.launch(IMAGE, "selftest_f32_reverse", new LaunchShape(1, 1, LENGTH), in, out);
          session.download(out, results);
        });
    for (int i = 0; i < LENGTH; i++) {
      float expected = 2 * values[LENGTH - 1 - i] + 1;
      if (results[i] != expected) {
        throw new CudaException(
            "the self-test's element %d is %s instead of %s".formatted(i, results[i], expected));
      }
    }
  }
}
