package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.CudaFacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * The GPUs that the kernels were compiled for. A cubin runs on compute capabilities of its own
 * major and the same or a later minor (CUDA C++ Programming Guide, "Binary Compatibility").
 *
 * @param capabilities ten times major plus minor, such as 86
 */
record Architectures(List<Integer> capabilities) {
  private static final String RECORD = "/dev/hearth/kernels/fatbins.properties";

  Architectures {
    capabilities = List.copyOf(capabilities);
  }

  /** Those in the build's own record. */
  static Architectures compiled() {
    var properties = new Properties();
    try (InputStream in = Architectures.class.getResourceAsStream(RECORD)) {
      if (in == null) {
        throw new CudaException(RECORD + " isn't on the class path");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new CudaException(RECORD + " can't be read: " + e.getMessage(), e);
    }
    String[] names = properties.getProperty("architectures", "").split(" ", -1);
    return new Architectures(Arrays.stream(names).map(Integer::valueOf).toList());
  }

  /** Whether a cubin runs on that GPU. */
  boolean include(CudaFacts facts) {
    return capabilities.stream()
        .anyMatch(each -> each / 10 == facts.major() && each % 10 <= facts.minor());
  }
}
