package dev.hearth.runtime.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.device.Supply;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What stands on a worker's command line, by what its function declares and its node has. */
class WorkerCommandTest {
  private static final HarnessJars HARNESS = HarnessJars.parse("/a/w.jar:/a/api.jar", "w.Main");
  private static final Supply NOTHING = new Supply(List.of(), List.of(), List.of(), Map.of());
  private static final Path LIBRARY = Path.of("/usr/lib64/libcuda.so.1");
  private static final Path NODE = Path.of("/dev/nvidia3");
  private static final Supply GPU =
      new Supply(
          List.of(Path.of("/a/k.jar")),
          List.of(LIBRARY),
          List.of(NODE),
          Map.of("LD_LIBRARY_PATH", "/usr/lib64"));

  private static List<String> command(boolean kernels, Supply supply) throws IOException {
    var bounds = new ProcessBounds(100, 100, 1 << 20, OptionalLong.empty());
    var bubblewrap =
        new BubblewrapCommand(
            "bwrap",
            new WorkerUser(7, false),
            Path.of("/a/jdk"),
            bounds,
            1 << 20,
            Optional.empty());
    return bubblewrap.worker(
        spec(kernels, new ClassSharing.Standard()),
        HARNESS.with(supply.jars()),
        new FunctionFiles(),
        supply);
  }

  private static WorkerSpec spec(boolean kernels, ClassSharing sharing) {
    var folder = new WorkerFolder(Path.of("/a/w1"), Path.of("/b/w1"));
    return new WorkerSpec("w1", manifest(kernels), folder, sharing);
  }

  private static Manifest manifest(boolean kernels) {
    JsonObject any = JsonObject.builder().put("type", "object").build();
    var needs = new Descriptor.Needs(1, 256L << 20, kernels, EnumSet.allOf(Device.Kind.class));
    var descriptor =
        new Descriptor(
            "f",
            "T",
            "S",
            "c",
            Shape.UNARY,
            "f.Codec",
            List.of(new Endpoint("/", any, any)),
            new Descriptor.Batch(1, List.of()),
            1,
            needs,
            new Descriptor.Bill(BillingUnit.REQUEST, 1_000_000, "", ""),
            Duration.ofSeconds(1),
            List.of());
    return new Manifest(
        descriptor, List.of(new ManifestFile("lib/f.jar", BlobDigest.of(new byte[1]), 1)));
  }

  private static boolean has(List<String> command, String... words) {
    return Collections.indexOfSubList(command, List.of(words)) >= 0;
  }

  @Test
  void functionWithoutKernelsGetsTheHarnessAlone() throws IOException {
    List<String> command = command(false, NOTHING);
    assertTrue(has(command, "-cp", "/worker/w.jar:/worker/api.jar"), command::toString);
    assertFalse(command.contains("--add-modules=jdk.incubator.vector"));
    assertFalse(command.contains("--dev-bind"));
    assertFalse(command.contains("--setenv"));
  }

  @Test
  void kernelsStandBehindTheHarnessAndHaveVectors() throws IOException {
    List<String> command = command(true, GPU);
    assertTrue(has(command, "-cp", "/worker/w.jar:/worker/api.jar:/worker/k.jar"));
    assertTrue(has(command, "--ro-bind", "/a/k.jar", "/worker/k.jar"), command::toString);
    assertTrue(command.contains("--add-modules=jdk.incubator.vector"));
  }

  private static List<String> command(ClassSharing sharing) {
    var bubblewrap =
        new BubblewrapCommand(
            "bwrap",
            new WorkerUser(7, false),
            Path.of("/a/jdk"),
            new ProcessBounds(100, 100, 1L << 40, OptionalLong.empty()),
            1 << 20,
            Optional.empty());
    return bubblewrap.worker(spec(false, sharing), HARNESS, new FunctionFiles(), NOTHING);
  }

  @Test
  void classCacheIsWritableOnlyWhileItIsRecordedAndThenBounded() {
    Path file = Path.of("/b/c.aot");
    List<String> recording = command(new ClassSharing.Recording(file));
    assertTrue(has(recording, "--bind", "/b/c.aot", "/aot/classes.aot"), recording::toString);
    assertTrue(recording.contains("-XX:AOTCacheOutput=/aot/classes.aot"));
    assertTrue(recording.contains("--fsize=" + (256L << 20)), recording::toString);
    List<String> cached = command(new ClassSharing.Cached(file));
    assertTrue(has(cached, "--ro-bind", "/b/c.aot", "/aot/classes.aot"), cached::toString);
    assertTrue(has(cached, "-XX:AOTCache=/aot/classes.aot", "-XX:AOTMode=on"));
    assertTrue(cached.contains("--fsize=" + (1L << 40)), cached::toString);
    assertFalse(cached.contains("--bind"), "nothing else is writable");
    assertFalse(command(new ClassSharing.Standard()).toString().contains("/aot"));
  }

  @Test
  void driverIsReadOnlyAndNodesComeBetweenDevAndItsLock() throws IOException {
    List<String> command = command(true, GPU);
    assertTrue(has(command, "--ro-bind", LIBRARY.toString(), LIBRARY.toString()));
    assertTrue(has(command, "--dev", "/dev", "--dev-bind", NODE.toString(), NODE.toString()));
    int bound = command.indexOf("--dev-bind");
    assertEquals(bound, command.lastIndexOf("--dev-bind"), "no other device");
    assertTrue(
        bound < Collections.indexOfSubList(command, List.of("--remount-ro", "/dev")),
        command::toString);
    int cleared = command.indexOf("--clearenv");
    int set = Collections.indexOfSubList(command, List.of("--setenv", "LD_LIBRARY_PATH"));
    assertTrue(cleared < set, command::toString);
  }
}
