package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hearth doctor} on the machine that the installation runs on. */
@ExtendWith(RunningInstallation.class)
final class DoctorTest {
  private final Installation installation;

  DoctorTest(Installation installation) {
    this.installation = installation;
  }

  private record Report(int status, String output) {
    static Report of(List<String> arguments) throws Exception {
      Process process = RunningInstallation.launcher(arguments).start();
      byte[] output = process.getInputStream().readAllBytes();
      return new Report(process.waitFor(), new String(output, StandardCharsets.UTF_8).strip());
    }
  }

  private static Map<String, String> states(JsonNode findings) {
    var states = new TreeMap<String, String>();
    for (JsonNode finding : findings) {
      states.put(finding.required("name").textValue(), finding.required("state").textValue());
    }
    return states;
  }

  @Test
  void sandboxesAreTriedBesideARunningInstallation() throws Exception {
    Report report =
        Report.of(List.of("doctor", "--json", "--data", installation.data().toString()));
    assertEquals(0, report.status(), report::output);
    JsonNode json = Installation.JSON.readTree(report.output().lines().toList().getLast());
    assertTrue(json.required("works").booleanValue(), report::output);
    Map<String, String> functions = states(json.required("functions"));
    for (String name : List.of("sandbox", "reach", "privileges", "egress", "worker harness")) {
      assertEquals("ok", functions.get(name), report::output);
    }
    assertTrue(
        functions.keySet().containsAll(List.of("system calls", "memory", "namespaces", "user")),
        report::output);
    Map<String, String> machine = states(json.required("machine"));
    assertEquals("ok", machine.get("ports"), report::output);
    assertEquals("ok", machine.get("data folder"), report::output);
    assertEquals("ok", machine.get("disk"), report::output);
  }

  @Test
  void textSaysWhatTheJsonSays() throws Exception {
    Report report = Report.of(List.of("doctor", "--data", installation.data().toString()));
    assertEquals(0, report.status(), report::output);
    assertTrue(report.output().contains("Hearth works here."), report::output);
    assertTrue(report.output().matches("(?s).*\\n  ok +sandbox +/\\S+.*"), report::output);
  }
}
