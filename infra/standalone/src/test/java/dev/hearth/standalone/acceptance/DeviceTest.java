package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an installation computes on. */
@ExtendWith(RunningInstallation.class)
final class DeviceTest {
  private static final String REFUSAL =
      "Hearth did not start: device cuda was asked for, but no NVIDIA driver: libcuda.so.1 was not"
          + " found in /nonexistent";

  @Test
  void oneLineOfTheRuntimesLogHasTheDecision(Installation installation) throws IOException {
    List<String> decisions =
        Files.readAllLines(installation.data().resolve("log/runtime.log")).stream()
            .filter(line -> line.contains("NodeDevice") && line.contains("choice=auto"))
            .filter(line -> line.matches(".* device=\".+\" choice=auto reason=\".+\""))
            .toList();
    assertFalse(decisions.isEmpty());
  }

  @Test
  void cudaWithoutADriverEndsTheStartWithTheReasonAndLeavesNothing() throws Exception {
    Path closed = Files.createTempDirectory(Path.of("/var/tmp"), "hearth-test");
    Path data = closed.resolve("data");
    Path settings = Files.createDirectories(data.resolve("config")).resolve("runtime.properties");
    Files.writeString(settings, "hearth.node.driver-directory=/nonexistent\n");
    var words = new ArrayList<>(List.of("up", "--device", "cuda", "--data", data.toString()));
    Stream.of("api", "console", "internal", "postgres")
        .forEach(port -> words.addAll(List.of("--" + port + "-port", "0")));
    Process up = RunningInstallation.launcher(words).start();
    String said = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, up.waitFor(), said);
    assertTrue(said.lines().anyMatch(REFUSAL::equals), said);
    assertFalse(said.contains("\tat "), said);
    assertEquals(List.of(), processesOf(data));
    RunningInstallation.delete(closed);
  }

  private static List<String> processesOf(Path data) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(data.toString()))
        .toList();
  }
}
