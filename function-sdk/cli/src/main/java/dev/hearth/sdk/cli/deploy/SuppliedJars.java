package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.descriptor.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * What nodes put on a worker's class path themselves. A function that packed it would carry 10 MB
 * that no node uses, since the node's stands before it.
 */
final class SuppliedJars {
  private static final String KERNELS = "dev/hearth/kernels/device/ComputeDevice.class";
  private static final String JCUDA = "jcuda/driver/JCudaDriver.class";

  private SuppliedJars() {}

  /** Refuses jars that the node supplies to a function of that descriptor. */
  static void requireNone(List<Path> libraries, Descriptor descriptor) throws IOException {
    for (Path jar : libraries) {
      try (var zip = new ZipFile(jar.toFile())) {
        if (zip.getEntry(KERNELS) != null) {
          throw refusal(jar, "hearth-kernels");
        }
        // A function without kernels may well bring a JCuda of its own.
        if (descriptor.resources().kernels() && zip.getEntry(JCUDA) != null) {
          throw refusal(jar, "JCuda");
        }
      }
    }
  }

  private static CommandFailure refusal(Path jar, String what) {
    return new CommandFailure(
        ("%s holds %s, which nodes supply to functions with @Resources(kernels = true); give its"
                + " dependency the scope provided and build again.")
            .formatted(jar, what));
  }
}
