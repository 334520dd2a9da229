package dev.hearth.sdk.cli.workers;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.ExitCode;
import dev.hearth.sdk.cli.connection.FunctionName;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth logs}: what the workers of a function wrote outside of calls. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Prints what a function's workers wrote outside of calls, oldest first.",
    footer = {
      "",
      "Examples:",
      "  hearth logs shout",
      "  hearth logs -f shout            on and on, over restarts of workers and of Hearth",
      "  hearth logs shout --tail 20 --json"
    })
public final class LogsCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(paramLabel = "[OWNER/]NAME", description = "The function; a name alone is your own.")
  private FunctionName function = new FunctionName("", "");

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes; Ctrl-C ends it.")
  private boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "N",
      description = "Begin with the last N lines; else with all that are kept.")
  private int tail = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Print {\"logs\":[…]}; with --follow a line each.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var command = Objects.requireNonNull(spec).commandLine();
    if (tail < 0) {
      throw new ParameterException(command, "--tail is not negative");
    }
    PrintWriter out = command.getOut();
    try (var client = new Client(connection.connect(Role.CREATOR))) {
      String path = "/node/v1/functions/" + function.id(client) + "/logs";
      List<Json> lines = last(read(client, path, ""));
      if (json && !follow) {
        out.println(JsonObject.builder().put("logs", new JsonArray(lines)).build().print());
      } else {
        lines.forEach(line -> print(out, line.asObject()));
      }
      if (follow) {
        follow(client, path, lines, command.getErr());
      }
    }
    return 0;
  }

  private List<Json> last(List<Json> lines) {
    return lines.subList(Math.max(0, lines.size() - tail), lines.size());
  }

  private static List<Json> read(Client client, String path, String query)
      throws InterruptedException {
    return client
        .get(client.api(path + query))
        .orFail("asking for logs")
        .json()
        .asObject()
        .array("logs");
  }

  /** Lines have times of their own, also over restarts, so the last one says where to go on. */
  private void follow(Client client, String path, List<Json> begin, PrintWriter err)
      throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    String query = after(begin, "");
    boolean away = false;
    while (true) {
      Thread.sleep(BETWEEN_LOOKS);
      try {
        List<Json> lines = read(client, path, query);
        lines.forEach(line -> print(out, line.asObject()));
        out.flush();
        query = after(lines, query);
        away = false;
      } catch (CommandFailure e) {
        if (e.code() != ExitCode.UNAVAILABLE) {
          throw e;
        }
        if (!away) {
          err.println("hearth: " + e.getMessage() + " Going on when it is back.");
          err.flush();
        }
        away = true;
      }
    }
  }

  private static String after(List<Json> lines, String before) {
    return lines.isEmpty()
        ? before
        : "?after="
            + URLEncoder.encode(
                lines.getLast().asObject().string("timestamp"), StandardCharsets.UTF_8);
  }

  private void print(PrintWriter out, JsonObject line) {
    if (json) {
      out.println(line.print());
    } else {
      out.printf(
          "%s %-6s %s%n", line.string("timestamp"), line.string("level"), line.string("message"));
    }
  }
}
