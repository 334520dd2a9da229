package dev.hearth.sdk.cli.workers;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth ps}: the workers of one's own functions; with the admin's key all. */
@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    description = "Lists workers: of one's own functions, or with the admin's key all.",
    footer = {
      "",
      "Examples:",
      "  hearth ps",
      "  hearth ps --watch",
      "  hearth ps --as creator --json | jq -r '.workers[].pid'"
    })
public final class PsCommand implements Callable<Integer> {
  private static final List<String> PHASES =
      List.of("provision", "pull", "start", "load", "warm_up");
  private static final String ROW = "%-8s %-28s %-12s %-9s %7s %7s  %-38s %s%n";

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--watch", description = "Again every two seconds; Ctrl-C ends it.")
  private boolean watch;

  @Option(names = "--json", description = "Print {\"workers\":[…]}; with --watch one a line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var client = new Client(connection.connect(Role.ADMIN))) {
      look(client, out);
      while (watch) {
        Thread.sleep(BETWEEN_LOOKS);
        look(client, out);
      }
    }
    return 0;
  }

  private void look(Client client, PrintWriter out) throws InterruptedException {
    Json answer = client.get(client.api("/node/v1/workers")).orFail("asking for workers").json();
    if (json) {
      out.println(answer.print());
    } else {
      if (watch) {
        out.print(isTerminal() ? CLEAR : "\n");
      }
      print(out, answer.asObject().array("workers"));
    }
    out.flush();
  }

  /** Whether standard output is one, too. */
  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private static void print(PrintWriter out, List<Json> workers) {
    if (workers.isEmpty()) {
      out.println("No worker runs; the first call of a function starts one.");
      return;
    }
    out.printf(ROW, "WORKER", "FUNCTION", "VERSION", "STATE", "PID", "CALLS", "START", "ISOLATION");
    for (Json row : workers) {
      JsonObject worker = row.asObject();
      String version = text(worker, "version");
      out.printf(
          ROW,
          text(worker, "id"),
          text(worker, "function"),
          version.substring(0, Math.min(12, version.length())),
          text(worker, "state"),
          text(worker, "pid"),
          text(worker, "calls"),
          worker.get("start").map(start -> start(start.asObject())).orElse("-"),
          text(worker, "isolation"));
    }
  }

  /** What a start took in all, and what of it each phase. */
  private static String start(JsonObject start) {
    long total = PHASES.stream().mapToLong(phase -> start.integer(phase + "_ms")).sum();
    String longest =
        PHASES.stream()
            .max(Comparator.comparingLong(phase -> start.integer(phase + "_ms")))
            .map(phase -> "%s %d".formatted(phase, start.integer(phase + "_ms")))
            .orElseThrow();
    String cache = start.require("class_cache").asBoolean() ? ", class cache" : "";
    return "%d ms (%s%s)".formatted(total, longest, cache);
  }

  private static String text(JsonObject worker, String member) {
    return worker
        .get(member)
        .map(value -> value instanceof Json.JsonString(var text) ? text : value.print())
        .orElse("-");
  }
}
