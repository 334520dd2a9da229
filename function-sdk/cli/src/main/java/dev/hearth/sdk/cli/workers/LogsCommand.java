package dev.hearth.sdk.cli.workers;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
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
    description = "Prints what a function's workers wrote outside of calls, oldest first.")
public final class LogsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(paramLabel = "OWNER/NAME", description = "The function.")
  private String function = "";

  @Option(names = "--json", description = "Print the lines as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    if (!function.matches("[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")) {
      throw new ParameterException(
          command.commandLine(), "\"" + function + "\" is not of the form owner/name");
    }
    PrintWriter out = command.commandLine().getOut();
    try (var client = new Client(connection.connect(Role.CREATOR))) {
      Json answer =
          client
              .get(client.api("/node/v1/functions/" + function + "/logs"))
              .orFail("asking for logs")
              .json();
      if (json) {
        out.println(answer.print());
      } else {
        answer.asObject().array("logs").forEach(line -> print(out, line.asObject()));
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, JsonObject line) {
    out.printf(
        "%s %-6s %s%n", line.string("timestamp"), line.string("level"), line.string("message"));
  }
}
