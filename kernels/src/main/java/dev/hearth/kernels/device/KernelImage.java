package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The compiled kernels of one {@code .cu} file: a fatbin, which holds a cubin per architecture.
 *
 * @param owner a class beside which it lies
 * @param file its name
 */
public record KernelImage(Class<?> owner, String file) {
  byte[] bytes() {
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new CudaException(file + " isn't beside " + owner.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new CudaException(file + " can't be read: " + e.getMessage(), e);
    }
  }
}
