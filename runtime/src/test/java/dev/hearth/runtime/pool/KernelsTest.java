package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.shim.SimtLibrary;
import dev.hearth.runtime.device.UnusableDeviceException;
import dev.hearth.runtime.pool.hosted.PlanesCodec;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.worker.Main;
import io.quarkus.runtime.PreventFurtherStepsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real workers in real sandboxes whose function uses kernels that the node supplies. */
class KernelsTest {
  private static final String PLANES = "[-1.0,1.0,-1.0,1.0,1.0,1.0]";
  private static final Set<Device.Kind> CPU = Set.of(Device.Kind.CPU);
  private static final Set<Device.Kind> CUDA = Set.of(Device.Kind.CUDA);

  private Path folder;
  private String kernels;

  KernelsTest() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "hk");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    kernels = KernelJars.copyTo(folder);
  }

  @AfterEach
  void clear() throws IOException {
    TestNode.deleteTree(folder);
  }

  /** A node that finds a driver in {@link #folder} only. */
  private TestNode node(Map<String, String> more) throws IOException {
    var settings = new HashMap<>(Map.of("hearth.node.driver-directory", folder.toString()));
    settings.put("hearth.node.kernels-class-path", kernels);
    settings.putAll(more);
    return new TestNode(settings, Main.class, Frame.class);
  }

  private static Heard call(TestNode node, boolean kernels, Set<Device.Kind> devices)
      throws IOException {
    Function function = Function.unary().named("planes");
    var needs = new Descriptor.Needs(1, 256L << 20, kernels, devices);
    var manifest =
        new Manifest(
            function.descriptor(PlanesCodec.class.getName(), needs),
            List.of(node.blob("lib/planes.jar", node.jarOf(PlanesCodec.class))));
    var heard = new Heard();
    node.submit(function.work(manifest, JsonObject.builder().build(), heard));
    return heard;
  }

  @Test
  void operatorThatNobodyPackedRunsOnTheCpu() throws IOException {
    TestNode node = node(Map.of());
    try (node) {
      JsonObject output = call(node, true, Set.of(Device.Kind.values())).output().asObject();
      assertEquals("cpu", output.string("kind"));
      assertEquals(256L << 20, output.integer("memory_bytes"));
      assertEquals(PLANES, output.require("planes").print());
    }
    List<LogLine> log = node.pools().workerLog("owner/planes");
    assertTrue(log.isEmpty(), () -> "the JVM's warning of incubator modules: " + log);
  }

  @Test
  void functionThatDoesNotDeclareKernelsHasNone() throws IOException {
    try (TestNode node = node(Map.of())) {
      CallException failure = call(node, false, CPU).failure();
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, failure.code());
      List<String> log =
          node.pools().workerLog("owner/planes").stream().map(LogLine::message).toList();
      assertTrue(log.toString().contains("dev/hearth/kernels/device/ComputeDevice"), log::toString);
    }
  }

  @Test
  void nodeWithoutKernelsRefusesFunctionsThatUseThem() throws IOException {
    try (TestNode node = node(Map.of("hearth.node.kernels-class-path", ""))) {
      CallException refusal = assertThrows(CallException.class, () -> call(node, true, CPU));
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, refusal.code());
      assertTrue(refusal.reason().contains("hearth.node.kernels-class-path"), refusal.reason());
    }
  }

  @Test
  void nodeWithoutGpuRefusesFunctionsThatRunOnlyThere() throws IOException {
    try (TestNode node = node(Map.of())) {
      CallException refusal = assertThrows(CallException.class, () -> call(node, true, CUDA));
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, refusal.code());
      assertEquals(
          "the function runs on CUDA only, and this node uses no GPU: no NVIDIA driver:"
              + " libcuda.so.1 was not found in "
              + folder,
          refusal.reason());
      assertEquals(List.of(), node.pools().workers());
    }
  }

  @Test
  void nodeThatMustHaveAGpuDoesNotStartWithoutOne() throws IOException {
    Path run = folder.resolve("run");
    Map<String, String> settings =
        Map.of("hearth.node.device", "cuda", "hearth.node.runtime-directory", run.toString());
    var refusal = assertThrows(UnusableDeviceException.class, () -> node(settings).close());
    assertEquals(
        "device cuda was asked for, but no NVIDIA driver: libcuda.so.1 was not found in " + folder,
        refusal.getMessage());
    var root = assertInstanceOf(PreventFurtherStepsException.class, refusal.getCause());
    assertEquals(78, root.getExitCode());
    assertFalse(Files.exists(run), "nothing is left behind");
  }

  /** JCuda's own library in the sandbox, on a driver that runs kernels on the CPU. */
  @Test
  void workerOfANodeWithAGpuComputesOnIt() throws IOException, InterruptedException {
    Path driver = folder.resolve("libcuda.so.1");
    Files.copy(SimtLibrary.build(SimtLibrary.sources()), driver);
    Files.setPosixFilePermissions(driver, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (TestNode node = node(Map.of("hearth.node.device", "cuda"))) {
      JsonObject output = call(node, true, CUDA).output().asObject();
      assertEquals("cuda", output.string("kind"));
      assertEquals(0, output.integer("index"));
      assertTrue(output.integer("memory_bytes") >= 1L << 30, output.print());
      assertEquals(PLANES, output.require("planes").print());
      JsonObject other = call(node, true, CPU).output().asObject();
      assertEquals("cpu", other.string("kind"), "what it doesn't declare it doesn't get");
    }
  }

  @Test
  void cpuIsTakenWithoutAskingTheDriver() throws IOException {
    Files.writeString(folder.resolve("libcuda.so.1"), "no library");
    try (TestNode node = node(Map.of("hearth.node.device", "cpu"))) {
      CallException refusal = assertThrows(CallException.class, () -> call(node, true, CUDA));
      assertTrue(refusal.reason().endsWith("uses no GPU: the CPU was asked for"), refusal.reason());
    }
  }

  @Test
  void driverThatIsNoneLeavesTheCpu() throws IOException {
    Files.writeString(folder.resolve("libcuda.so.1"), "no library");
    try (TestNode node = node(Map.of())) {
      CallException refusal = assertThrows(CallException.class, () -> call(node, true, CUDA));
      assertTrue(refusal.reason().contains("no NVIDIA driver"), refusal.reason());
      assertEquals("cpu", call(node, true, CPU).output().asObject().string("kind"));
    }
  }
}
