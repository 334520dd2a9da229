package dev.hearth.standalone.doctor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.standalone.install.Account;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.ProgramCopy;
import dev.hearth.standalone.process.ChildSpec;
import dev.hearth.standalone.process.FolderView;
import dev.hearth.standalone.process.Tools;
import dev.hearth.standalone.services.NodeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Has a program of the runtime look at the machine, started as the runtime itself would be. */
final class NodeExamination {
  private static final String MAIN = "dev.hearth.runtime.doctor.Main";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final DataFolder data;
  private final ProgramCopy program;

  NodeExamination(DataFolder data, ProgramCopy program) {
    this.data = data;
    this.program = program;
  }

  List<Finding> examine() throws IOException, InterruptedException {
    Process process = spec().toBuilder().redirectError(ProcessBuilder.Redirect.DISCARD).start();
    CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int status = process.waitFor();
    try {
      return Json.parse(said).asArray().stream()
          .map(finding -> Finding.fromJson(finding.asObject()))
          .toList();
    } catch (JsonException | IllegalArgumentException e) {
      String says = "the examination ended with status " + status + ": " + said;
      return List.of(Finding.broken("sandbox", says, "report this; it is a defect of Hearth"));
    }
  }

  private ChildSpec spec() throws IOException {
    Path javaHome = Path.of(System.getProperty("java.home", ""));
    FolderView view =
        Account.isRoot()
            ? FolderView.forStrangers(List.of(data.root(), javaHome), data.runtimeFolder())
            : FolderView.PLAIN;
    var settings = new NodeSettings(program, data, javaHome, view);
    var environment = new HashMap<>(settings.environment());
    environment.put("PATH", Tools.path());
    environment.put("LC_ALL", "C.UTF-8");
    List<String> command =
        List.of(
            javaHome.resolve("bin").resolve("java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            settings.runtimeClassPath(),
            MAIN);
    var ending = new ChildSpec.Ending("TERM", "KILL", Duration.ofSeconds(5));
    return new ChildSpec("doctor", command, environment, Optional.empty(), view, ending);
  }
}
