package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaDriver;
import dev.hearth.kernels.cuda.CudaHandle;
import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import java.util.ArrayList;
import java.util.List;

/**
 * One piece of work's use of a GPU: its memory, its copies, its launches. Only on the GPU's thread,
 * and only until the work ends. Everything throws {@link dev.hearth.kernels.cuda.CudaException}
 * when the driver refuses.
 */
public final class CudaSession {
  private final CudaDriver driver;
  private final LoadedKernels kernels;
  private final List<CudaHandle> owned = new ArrayList<>();

  CudaSession(CudaDriver driver, LoadedKernels kernels) {
    this.driver = driver;
    this.kernels = kernels;
  }

  /** Memory of undefined content, aligned to 256 bytes. */
  public KernelArgument.Memory allocate(long bytes) {
    CudaHandle memory = driver.allocate(bytes);
    owned.add(memory);
    return new KernelArgument.Memory(memory);
  }

  /** Memory with a copy of the array. */
  public KernelArgument.Memory upload(byte[] values) {
    KernelArgument.Memory memory = allocate(values.length);
    driver.upload(values, memory.memory());
    return memory;
  }

  /** Memory with a copy of the array. */
  public KernelArgument.Memory upload(float[] values) {
    KernelArgument.Memory memory = allocate((long) values.length * Float.BYTES);
    driver.upload(values, memory.memory());
    return memory;
  }

  /** Memory with a copy of the array. */
  public KernelArgument.Memory upload(int[] values) {
    KernelArgument.Memory memory = allocate((long) values.length * Integer.BYTES);
    driver.upload(values, memory.memory());
    return memory;
  }

  /** Fills the array from the start of the memory, after all launches so far. */
  public void download(KernelArgument.Memory from, byte[] to) {
    driver.download(from.memory(), to);
  }

  /** Fills the array from the start of the memory, after all launches so far. */
  public void download(KernelArgument.Memory from, float[] to) {
    driver.download(from.memory(), to);
  }

  /** Starts a kernel; launches of a session run one after the other. */
  public void launch(
      KernelImage image, String kernel, LaunchShape shape, KernelArgument... arguments) {
    driver.launch(kernels.find(image, kernel), shape, List.of(arguments));
  }

  /** Waits for the launches, so that their faults are found, and frees all memory. */
  void end() {
    try {
      driver.synchronise();
    } finally {
      owned.forEach(driver::free);
      owned.clear();
    }
  }
}
