package dev.hearth.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.Descriptor.Needs;
import dev.hearth.sdk.descriptor.Gpu;
import dev.hearth.sdk.function.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions, with a program in the JDK's place that says what the test wants it to. */
class NodeDeviceTest {
  @TempDir private Path folder;

  private DeviceSettings settings(DeviceChoice choice, String probe) throws IOException {
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.resolveSibling("."));
    Files.writeString(java, "#!/bin/sh\ntouch " + folder.resolve("asked") + "\n" + probe);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new DeviceSettings(
        choice,
        List.of(folder.resolve("kernels.jar")),
        List.of(),
        Optional.of(folder),
        folder.resolve("jdk"));
  }

  private void installDriver() throws IOException {
    Files.createFile(folder.resolve(NvidiaDriver.LIBRARY));
  }

  /** The lines that a decision logs. */
  private static List<String> decide(DeviceSettings settings) {
    var lines = new ArrayList<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage().formatted(line.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(NodeDevice.class.getName());
    logger.addHandler(handler);
    try {
      var _ = NodeDevice.decide(settings);
    } finally {
      logger.removeHandler(handler);
    }
    return lines;
  }

  @Test
  void usableGpuIsTaken() throws IOException {
    installDriver();
    String probe =
        """
        echo '{"device":"cuda","reason":"it passed","memory_bytes":5,"description":"GPU 0, X"}'
        """;
    assertEquals(
        List.of("device=\"GPU 0, X\" choice=auto reason=\"it passed\""),
        decide(settings(DeviceChoice.AUTO, probe)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo '{\"device\":\"cpu\",\"reason\":\"no luck\",\"memory_bytes\":0,\"description\":\"\"}'"
            + " | no luck",
        "echo nonsense | the probe of the GPU said \"nonsense\"",
        "exit 0 | the probe of the GPU said \"\"",
        "echo broken >&2; exit 134 | the probe of the GPU ended with status 134: broken",
      })
  void unusableGpuLeavesTheCpuOrIsRefused(String probe, String reason) throws IOException {
    installDriver();
    assertEquals(
        List.of("device=\"CPU\" choice=auto reason=\"" + reason + "\""),
        decide(settings(DeviceChoice.AUTO, probe)));
    var refusal =
        assertThrows(
            UnusableDeviceException.class,
            () -> NodeDevice.decide(settings(DeviceChoice.CUDA, probe)));
    assertEquals("device cuda was asked for, but " + reason, refusal.getMessage());
  }

  private static Needs needing(Gpu gpu, Device.Kind... devices) {
    return new Needs(1, 1L << 30, false, Set.of(devices), gpu);
  }

  @Test
  void gpuOfAnotherKindOrTooSmallIsNotGiven() throws IOException {
    installDriver();
    String probe =
        """
        echo '{"device":"cuda","reason":"it passed","memory_bytes":25769803776,"description":"GPU 0, NVIDIA L4"}'
        """;
    NodeDevice node = NodeDevice.decide(settings(DeviceChoice.AUTO, probe));
    var fitting = new Gpu(20L << 30, List.of("H100", "l4"));
    assertEquals(
        Device.Kind.CUDA, node.of(needing(fitting, Device.Kind.CUDA, Device.Kind.CPU)).kind());
    assertEquals(Optional.empty(), node.refusal(needing(fitting, Device.Kind.CUDA)));
    for (Gpu other : List.of(new Gpu(25L << 30, List.of("L4")), new Gpu(0, List.of("H100")))) {
      Needs either = needing(other, Device.Kind.CUDA, Device.Kind.CPU);
      assertEquals(Device.Kind.CPU, node.of(either).kind());
      assertEquals(Optional.empty(), node.refusal(either));
      assertEquals(List.of(), node.supply(either).nodes());
      String refusal = node.refusal(needing(other, Device.Kind.CUDA)).orElseThrow();
      assertTrue(refusal.contains("GPU 0, NVIDIA L4 of 24576 MiB"), refusal);
      assertTrue(refusal.contains(other.kinds().getFirst()), refusal);
    }
  }

  @Test
  void nobodyIsAskedWithoutADriverOrForTheCpu() throws IOException {
    assertEquals(
        List.of(
            "device=\"CPU\" choice=auto reason=\"no NVIDIA driver: libcuda.so.1 was not found in "
                + folder
                + "\""),
        decide(settings(DeviceChoice.AUTO, "")));
    installDriver();
    assertEquals(
        List.of("device=\"CPU\" choice=cpu reason=\"the CPU was asked for\""),
        decide(settings(DeviceChoice.CPU, "")));
    assertTrue(Files.notExists(folder.resolve("asked")));
  }

  @Test
  void libraryWithItsPartsIsFound() throws IOException {
    installDriver();
    for (String name :
        List.of(
            "libcuda.so.550.1",
            "libnvidia-ptxjitcompiler.so.1",
            "libnvidia-nvvm70.so.4",
            "libnvidia-glcore.so.550.1",
            "libc.so.6")) {
      Files.createFile(folder.resolve(name));
    }
    List<String> found =
        NvidiaDriver.find(List.of(folder.resolve("none"), folder))
            .orElseThrow()
            .libraries()
            .stream()
            .map(path -> String.valueOf(path.getFileName()))
            .toList();
    assertEquals(
        List.of(
            "libcuda.so.1",
            "libcuda.so.550.1",
            "libnvidia-nvvm70.so.4",
            "libnvidia-ptxjitcompiler.so.1"),
        found);
  }
}
