package dev.hearth.kernels.device;

/** What is to be done on a GPU, by its own thread. */
@FunctionalInterface
public interface CudaWork {
  /** Does it. The session's memory is freed afterwards. */
  void run(CudaSession session);
}
