package dev.hearth.kernels.cuda;

/**
 * What a GPU says of itself.
 *
 * @param name as NVIDIA sells it
 * @param major of its compute capability; a cubin runs on GPUs of its own major
 * @param minor of its compute capability; a cubin runs from its own minor on
 * @param memoryBytes in all, whoever uses it
 */
public record CudaFacts(String name, int major, int minor, long memoryBytes) {
  /** The compute capability as NVIDIA writes it, such as 9.0. */
  public String capability() {
    return major + "." + minor;
  }
}
