package dev.hearth.runtime.device;

import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the program of the kernels that tries the GPU, in a process of its own.
 *
 * @param javaHome JDK that it runs on
 * @param classPath jars of the kernels and of the api
 * @param driver the driver that it is to find
 */
record DeviceProbe(Path javaHome, List<Path> classPath, NvidiaDriver driver) {
  private static final String PROGRAM = "dev.hearth.kernels.probe.Main";
  private static final long LONGEST_SECONDS = 60; // a driver that must first be loaded takes long

  /**
   * What the program says.
   *
   * @param memoryBytes of the GPU
   */
  record Finding(boolean usable, String reason, long memoryBytes, String description) {
    static Finding none(String reason) {
      return new Finding(false, reason, 0, "");
    }
  }

  Finding run() {
    try {
      return run(start());
    } catch (IOException e) {
      return Finding.none("the probe of the GPU doesn't start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.none("interrupted while probing the GPU");
    }
  }

  private Process start() throws IOException {
    String jars = classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
    var builder =
        new ProcessBuilder(
            javaHome.resolve("bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            jars,
            PROGRAM);
    builder.environment().clear();
    builder.environment().putAll(Supply.environment(driver));
    return builder.start();
  }

  private static Finding run(Process process) throws IOException, InterruptedException {
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      process.getOutputStream().close();
      var out = CompletableFuture.supplyAsync(() -> lines(process.inputReader().lines()), readers);
      var err = CompletableFuture.supplyAsync(() -> lines(process.errorReader().lines()), readers);
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        return Finding.none("the probe of the GPU took longer than " + LONGEST_SECONDS + " s");
      }
      return process.exitValue() == 0
          ? read(out.get())
          : Finding.none(
              "the probe of the GPU ended with status %d: %s"
                  .formatted(process.exitValue(), err.get().strip()));
    } catch (ExecutionException e) {
      throw new IOException("its output can't be read: " + e.getCause(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String lines(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n"));
  }

  private static Finding read(String text) {
    try {
      JsonObject line = Json.parseObject(text);
      return new Finding(
          Device.Kind.ofWord(line.string("device")) == Device.Kind.CUDA,
          line.string("reason"),
          line.integer("memory_bytes"),
          line.string("description"));
    } catch (JsonException | IllegalArgumentException e) {
      return Finding.none("the probe of the GPU said \"" + text + "\"");
    }
  }
}
