package dev.hearth.kernels.simt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.shim.SimtLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All of the CUDA path but the GPU: in a JVM whose loader finds the shim as {@code libcuda.so.1},
 * JCuda's own library calls it.
 */
final class JCudaTest {
  private static final String PLANTED = "libJCudaDriver-12.6.0-linux-x86_64.so";

  @TempDir private Path temporary;
  private Path driver;

  @BeforeEach
  void buildDriver() throws IOException, InterruptedException {
    driver = SimtLibrary.build(SimtLibrary.sources());
    // JCuda would load this instead of its own library, had it its way.
    Files.writeString(temporary.resolve(PLANTED), "planted by another user");
  }

  @Test
  void testsForAGpuPass() throws IOException, InterruptedException {
    Ran ran = run(driver, Map.of(), TaggedTests.class, "gpu");
    assertEquals(0, ran.status, ran.output);
    assertTrue(ran.output.contains("tests succeeded"), ran.output);
  }

  @Test
  void testsForAGpuFailWithoutOne() throws IOException, InterruptedException {
    Ran ran = run(driver, Map.of("FAKE_CUDA_DEVICES", "0"), TaggedTests.class, "gpu");
    assertEquals(1, ran.status, ran.output);
    assertTrue(ran.output.contains("device cuda was asked for, but no GPU 0"), ran.output);
  }

  @Test
  void ownLibraryIsLoadedAndNothingIsLeftBehind() throws IOException, InterruptedException {
    Ran ran = run(driver, Map.of(), Decide.class, "cuda");
    assertTrue(ran.output.contains("GPU 0, Fake GPU, compute capability 9.0"), ran.output);
    assertTrue(ran.output.contains("passed its self-test"), ran.output);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(
          List.of(PLANTED),
          left.map(path -> String.valueOf(path.getFileName()))
              .filter(name -> name.contains("jcuda") || name.contains("JCuda"))
              .toList());
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(Map.of("FAKE_CUDA_INIT", "100"), "cuInit failed: CUDA_ERROR_NO_DEVICE (100)"),
        Arguments.of(Map.of("FAKE_CUDA_INIT", "34"), "libcuda.so.1 is a stub for linking"),
        Arguments.of(Map.of("FAKE_CUDA_INIT", "803"), "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH (803)"),
        Arguments.of(Map.of("FAKE_CUDA_DEVICES", "0"), "no GPU 0: the driver shows 0"),
        Arguments.of(Map.of("FAKE_CUDA_CAPABILITY", "75"), "compute capability 7.5, below 8.0"),
        Arguments.of(Map.of("FAKE_CUDA_CAPABILITY", "110"), "no kernel was compiled for Fake GPU"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void autoFallsBackToTheProcessorAndSaysWhy(Map<String, String> setting, String reason)
      throws IOException, InterruptedException {
    Ran ran = run(driver, setting, Decide.class, "auto");
    List<String> decisions =
        ran.output.lines().filter(line -> line.startsWith("2 CPU threads: ")).toList();
    assertEquals(2, decisions.size(), ran.output);
    decisions.forEach(each -> assertTrue(each.contains(reason), ran.output));
    assertTrue(ran.output.contains("device=\"2 CPU threads\" choice=auto reason="), ran.output);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void cudaIsRefusedAndSaysWhy(Map<String, String> setting, String reason)
      throws IOException, InterruptedException {
    Ran ran = run(driver, setting, Decide.class, "cuda");
    List<String> refusals =
        ran.output.lines().filter(line -> line.startsWith("refused: device cuda")).toList();
    assertEquals(2, refusals.size(), ran.output);
    refusals.forEach(each -> assertTrue(each.contains(reason), ran.output));
  }

  @Test
  void cpuDoesNotLookForAGpu() throws IOException, InterruptedException {
    Ran ran = run(driver, Map.of(), Decide.class, "cpu");
    assertTrue(ran.output.contains("2 CPU threads: it was asked for"), ran.output);
  }

  @Test
  void libraryThatIsNoneIsNoDriver() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(temporary.resolve("lib"));
    Path text = Files.writeString(folder.resolve("libcuda.so.1"), "no library at all, but text");
    Ran ran = run(text, Map.of(), Decide.class, "auto");
    assertTrue(ran.output.contains("2 CPU threads: no NVIDIA driver"), ran.output);
  }

  @Test
  void kernelThatAnswersWronglyFailsTheSelfTest() throws IOException, InterruptedException {
    Map<String, String> sources = new TreeMap<>(SimtLibrary.sources());
    sources.computeIfPresent("device/selftest.cu", (file, text) -> text.replace("+ 1;", "+ 2;"));
    Ran ran = run(SimtLibrary.build(sources), Map.of(), Decide.class, "auto");
    assertTrue(
        ran.output.contains("the self-test's element 0 is 512.0 instead of 511.0"), ran.output);
  }

  private record Ran(int status, String output) {}

  private Ran run(Path libcuda, Map<String, String> environment, Class<?> program, String argument)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Djava.util.logging.SimpleFormatter.format=%4$s %5$s%n");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program.getName(), argument));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("LD_LIBRARY_PATH", String.valueOf(libcuda.getParent()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }
}
