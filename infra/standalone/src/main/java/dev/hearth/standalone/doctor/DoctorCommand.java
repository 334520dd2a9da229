package dev.hearth.standalone.doctor;

import dev.hearth.sdk.cli.connection.DataOption;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.ProgramCopy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth doctor}: examines the machine and says what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Tries what this machine has for Hearth and how well functions are kept apart on it.",
      "Exit code: 0 if all works, though it may be weak; 1 if something is broken."
    },
    footer = {"", "Examples:", "  hearth doctor", "  hearth doctor --json | jq .functions"})
public final class DoctorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private DataOption dataOption = new DataOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    var data = new DataFolder(dataOption.folder());
    List<Finding> host = new HostExamination(data).examine();
    List<Finding> node = new NodeExamination(data, ProgramCopy.launched()).examine();
    boolean works = works(host) && works(node);
    if (json) {
      out.println(report(works, host, node).print());
    } else {
      tell(out, "This machine", host);
      tell(out, "Functions", node);
      out.println(works ? "Hearth works here." : "Hearth doesn't work here as it should.");
    }
    out.flush();
    return works ? 0 : 1;
  }

  private static boolean works(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.state() == Finding.State.BROKEN);
  }

  private static JsonObject report(boolean works, List<Finding> host, List<Finding> node) {
    return JsonObject.builder()
        .put("works", works)
        .put("machine", array(host))
        .put("functions", array(node))
        .build();
  }

  private static JsonArray array(List<Finding> findings) {
    return new JsonArray(findings.stream().<Json>map(Finding::toJson).toList());
  }

  private static void tell(PrintWriter out, String title, List<Finding> findings) {
    out.println(title);
    for (Finding finding : findings) {
      out.printf("  %-6s  %-16s  %s%n", finding.state().word(), finding.name(), finding.says());
      if (!finding.advice().isEmpty()) {
        out.printf("  %-6s  %-16s  → %s%n", "", "", finding.advice());
      }
    }
    out.println();
  }
}
