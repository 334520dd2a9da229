package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaDriver;
import dev.hearth.kernels.cuda.CudaHandle;
import java.util.HashMap;
import java.util.Map;

/** The kernels that a GPU's context has, each loaded when first asked for. For one thread. */
final class LoadedKernels {
  private record Name(KernelImage image, String kernel) {}

  private final CudaDriver driver;
  private final Map<KernelImage, CudaHandle> modules = new HashMap<>();
  private final Map<Name, CudaHandle> kernels = new HashMap<>();

  LoadedKernels(CudaDriver driver) {
    this.driver = driver;
  }

  CudaHandle find(KernelImage image, String kernel) {
    return kernels.computeIfAbsent(
        new Name(image, kernel), name -> driver.kernel(module(image), kernel));
  }

  private CudaHandle module(KernelImage image) {
    return modules.computeIfAbsent(image, key -> driver.load(key.bytes()));
  }
}
