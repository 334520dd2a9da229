package dev.hearth.sdk.cli.secret;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.cli.table.TextTable;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
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

/** {@code hearth secrets list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the names of your secrets, when each was set, and by which key.",
    footer = {"", "Example:", "  hearth secrets list --json | jq -r '.secrets[].name'"})
final class ListSecretsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--json", description = "Print {\"secrets\":[…]}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var client = new Client(connection.connect(Role.CREATOR))) {
      Json answer = client.get(client.console("/v1/secrets")).orFail("asking for secrets").json();
      if (json) {
        out.println(answer.print());
      } else {
        print(out, answer.asObject().array("secrets"));
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, List<Json> secrets) {
    if (secrets.isEmpty()) {
      out.println("You have no secrets; hearth secrets set NAME sets one.");
      return;
    }
    var table = new TextTable("NAME", "SET", "BY KEY");
    for (Json row : secrets) {
      JsonObject secret = row.asObject();
      table.row(secret.string("name"), secret.string("updated_at"), secret.string("updated_by"));
    }
    table.print(out);
  }
}
