package dev.hearth.kernels.cuda;

import java.util.List;

/**
 * What Hearth needs of NVIDIA's driver, version 1 of {@code libcuda.so}. Every method throws {@link
 * CudaException} with the driver's own result when the driver refuses. Those below {@link
 * #useDevice} act on the device that the calling thread uses; each device should have one thread.
 */
public interface CudaDriver {
  /** Must be called before anything else. */
  void initialise();

  /** GPUs that this process may see. */
  int deviceCount();

  /** What GPU number {@code index}, from 0, is. */
  CudaFacts facts(int index);

  /** Makes the device's primary context the calling thread's. */
  void useDevice(int index);

  /** Gives the context up; to be called as often as {@link #useDevice}. */
  void releaseDevice(int index);

  /** Loads a cubin or fatbin; it stays loaded as long as the context. */
  CudaHandle load(byte[] image);

  /** A kernel of a loaded module. */
  CudaHandle kernel(CudaHandle module, String name);

  /** Device memory, aligned to at least 256 bytes, of undefined content; the caller frees it. */
  CudaHandle allocate(long bytes);

  /** Frees what {@link #allocate} gave. */
  void free(CudaHandle memory);

  /** Copies a whole array to the start of device memory. */
  void upload(byte[] from, CudaHandle to);

  /** Copies a whole array to the start of device memory. */
  void upload(float[] from, CudaHandle to);

  /** Copies a whole array to the start of device memory. */
  void upload(int[] from, CudaHandle to);

  /** Fills a whole array from the start of device memory, once all kernels before have ended. */
  void download(CudaHandle from, byte[] to);

  /** Fills a whole array from the start of device memory, once all kernels before have ended. */
  void download(CudaHandle from, float[] to);

  /** Starts a kernel on the context's default stream. */
  void launch(CudaHandle kernel, LaunchShape shape, List<KernelArgument> arguments);

  /** Waits until everything started has ended, and reports what went wrong in it. */
  void synchronise();
}
