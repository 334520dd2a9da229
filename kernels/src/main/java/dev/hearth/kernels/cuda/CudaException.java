package dev.hearth.kernels.cuda;

/** The driver refused a call, or there is no driver to call. */
public final class CudaException extends RuntimeException {
  /** A message that says all there is to say. */
  public CudaException(String message) {
    super(message);
  }

  /** A message, and what it stems from. */
  public CudaException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A call that the driver refused.
   *
   * @param call the function, such as {@code cuMemAlloc}
   * @param result its {@code CUresult}, not zero
   */
  public static CudaException of(String call, int result) {
    return new CudaException(call + " failed: " + nameOf(result));
  }

  /** The results that a user can do something about, as cuda.h names them. */
  private static String nameOf(int result) {
    return switch (result) {
      case 2 -> "CUDA_ERROR_OUT_OF_MEMORY (2)";
      case 3 -> "CUDA_ERROR_NOT_INITIALIZED (3)";
      case 34 -> "CUDA_ERROR_STUB_LIBRARY (34): libcuda.so.1 is a stub for linking, not a driver";
      case 35 -> "CUDA_ERROR_INSUFFICIENT_DRIVER (35): the driver is too old";
      case 46 -> "CUDA_ERROR_DEVICE_UNAVAILABLE (46): another process has it for itself";
      case 100 -> "CUDA_ERROR_NO_DEVICE (100)";
      case 101 -> "CUDA_ERROR_INVALID_DEVICE (101)";
      case 209 -> "CUDA_ERROR_NO_BINARY_FOR_GPU (209)";
      case 500 -> "CUDA_ERROR_NOT_FOUND (500)";
      case 700 -> "CUDA_ERROR_ILLEGAL_ADDRESS (700)";
      case 702 -> "CUDA_ERROR_LAUNCH_TIMEOUT (702)";
      case 719 -> "CUDA_ERROR_LAUNCH_FAILED (719)";
      case 803 -> "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH (803)";
      default -> "CUresult " + result;
    };
  }
}
