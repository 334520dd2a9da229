package dev.hearth.sdk.cli.audit;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.ExitCode;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth audit}: whether everything that was charged, paid and held adds up. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Checks the books of a running Hearth without changing them; needs the admin's key."
            + " Exits with 1 if it finds anything.",
    footer = {
      "",
      "Examples:",
      "  hearth audit",
      "  hearth audit --json | jq -r '.checks[].findings[]'"
    })
public final class AuditCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--json", description = "Print {\"clean\":…,\"checks\":[…]}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Finding> checks;
    try (var client = new Client(connection.connect(Role.ADMIN))) {
      checks = audit(client);
    }
    boolean clean = checks.stream().allMatch(Finding::clean);
    if (json) {
      out.println(
          JsonObject.builder()
              .put("clean", clean)
              .put("checks", new JsonArray(checks.stream().<Json>map(Finding::toJson).toList()))
              .build()
              .print());
    } else {
      print(out, checks);
    }
    return (clean ? ExitCode.DONE : ExitCode.FAILED).status();
  }

  /** The runtime is read first: what it has told by then, the marketplace must have. */
  private static List<Finding> audit(Client client) throws InterruptedException {
    JsonObject runtime =
        client.get(client.api("/node/v1/audit")).orFail("auditing the runtime").json().asObject();
    JsonObject marketplace =
        client
            .get(client.console("/v1/admin/audit"))
            .orFail("auditing the marketplace")
            .json()
            .asObject();
    var checks = new ArrayList<Finding>();
    marketplace
        .array("checks")
        .forEach(check -> checks.add(Finding.of("marketplace", check.asObject())));
    runtime.array("checks").forEach(check -> checks.add(Finding.of("runtime", check.asObject())));
    checks.add(new Comparison(client, "usage", "usage event").compare(runtime, marketplace));
    checks.add(new Comparison(client, "lease", "lease").compare(runtime, marketplace));
    return checks;
  }

  private static void print(PrintWriter out, List<Finding> checks) {
    for (Finding check : checks) {
      out.printf(
          "%-6s %-12s %-20s %s%n",
          check.clean() ? "ok" : "WRONG", check.place(), check.name(), check.rule());
      check.findings().forEach(finding -> out.println("         " + plain(finding)));
      if (check.more()) {
        out.println("         … and more");
      }
    }
    long wrong = checks.stream().filter(check -> !check.clean()).count();
    out.println();
    out.println(
        wrong == 0
            ? "All %d checks hold.".formatted(checks.size())
            : "%d of %d checks found something.".formatted(wrong, checks.size()));
  }

  /** What a server said can't move the cursor. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
