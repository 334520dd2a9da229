package dev.hearth.sdk.cli.function;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.FunctionName;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.cli.table.TextTable;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth versions}: what was deployed of a function, and which of it calls run. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of a function, last deployed first; * is what calls run.",
    footer = {
      "",
      "Examples:",
      "  hearth versions shout",
      "  hearth versions hearth/upscale --json | jq -r '.versions[] | select(.live).version'"
    })
public final class VersionsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(paramLabel = "[OWNER/]NAME", description = "The function; a name alone is your own.")
  private FunctionName function = new FunctionName("", "");

  @Option(names = "--json", description = "Print {\"function\":…,\"versions\":[…]}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var client = new Client(connection.connect(Role.CREATOR))) {
      String id = function.id(client);
      Json answer =
          client
              .get(client.console("/v1/functions/" + id + "/versions"))
              .orFail("asking for versions of " + id)
              .json();
      if (json) {
        out.println(answer.print());
      } else {
        print(out, answer.asObject());
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, JsonObject answer) {
    var table = new TextTable("", "VERSION", "DEPLOYED", "BY KEY", "SIZE");
    for (Json row : answer.array("versions")) {
      JsonObject version = row.asObject();
      table.row(
          version.require("live").asBoolean() ? "*" : "",
          FunctionsCommand.shorten(version.string("version")),
          version.string("deployed_at"),
          version.get("deployed_by").map(Json::asString).orElse("-"),
          version.get("bytes").map(bytes -> TextTable.size(bytes.asLong())).orElse("-"));
    }
    table.print(out);
  }
}
