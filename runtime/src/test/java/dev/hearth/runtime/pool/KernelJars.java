package dev.hearth.runtime.pool;

import static java.util.Objects.requireNonNull;

import dev.hearth.kernels.device.ComputeDevice;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The jars of the kernels as an installation has them: where workers, who are others, can read. */
final class KernelJars {
  private KernelJars() {}

  /** Puts them into a folder and returns the class path. */
  static String copyTo(Path folder) throws IOException {
    var jars = List.of(folder.resolve("k.jar"), folder.resolve("j.jar"), folder.resolve("n.jar"));
    copyKernels(jars.get(0));
    Files.copy(jarOf("jcuda/driver/JCudaDriver.class"), jars.get(1));
    Files.copy(jarOf("lib/libJCudaDriver-12.6.0-linux-x86_64.so"), jars.get(2));
    return String.join(":", jars.stream().map(Path::toString).toList());
  }

  /** Maven gives a folder or a jar, as far as it has come. */
  private static void copyKernels(Path jar) throws IOException {
    Path origin = origin();
    if (!Files.isDirectory(origin)) {
      Files.copy(origin, jar);
      return;
    }
    try (FileSystem target =
            FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"));
        Stream<Path> files = Files.walk(origin)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.getPath("/").resolve(origin.relativize(file).toString());
        Files.createDirectories(requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
  }

  private static Path origin() {
    try {
      return Path.of(
          requireNonNull(ComputeDevice.class.getProtectionDomain().getCodeSource())
              .getLocation()
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jarOf(String resource) throws IOException {
    URL url = requireNonNull(KernelJars.class.getClassLoader().getResource(resource), resource);
    try {
      return Path.of(((JarURLConnection) url.openConnection()).getJarFileURL().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
