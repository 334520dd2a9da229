package dev.hearth.kernels.cuda;

/** One argument of a kernel, as C lays it out. */
public sealed interface KernelArgument {
  /** A pointer to device memory. */
  record Memory(CudaHandle memory) implements KernelArgument {}

  /** An {@code int}. */
  record Int(int value) implements KernelArgument {}

  /** A {@code float4}. */
  record Float4(float x, float y, float z, float w) implements KernelArgument {}
}
