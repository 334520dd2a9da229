package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.JCudaLoader;

/**
 * Looks for a usable GPU, step by step: the driver's library, its start, a GPU, one that kernels
 * were compiled for, and one kernel that answers rightly. Nothing here runs in a static
 * initialiser, so that a failure can be reported, and tried again.
 */
final class CudaProbe {
  private CudaProbe() {}

  /** What was found. */
  sealed interface Finding {}

  /** A GPU that passed every step; the receiver closes it. */
  record Usable(CudaDevice device) implements Finding {}

  /** The first step that failed. */
  record Unusable(String reason) implements Finding {}

  static Finding probe(int index) {
    try {
      return new Usable(open(index));
    } catch (CudaException e) {
      return new Unusable(String.valueOf(e.getMessage()));
    }
  }

  /** As {@link #probe}, for whoever can't do without. */
  static CudaDevice open(int index) {
    return CudaDevice.open(JCudaLoader.open(), index);
  }
}
