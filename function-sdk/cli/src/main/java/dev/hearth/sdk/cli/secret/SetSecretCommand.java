package dev.hearth.sdk.cli.secret;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.Connection;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
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

/** {@code hearth secrets set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description =
        "Sets a secret to what standard input holds; at a terminal it asks. Workers that have it"
            + " are replaced, without breaking calls off.",
    footer = {"", "Example:", "  hearth secrets set HF_TOKEN < token.txt"})
final class SetSecretCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      paramLabel = "NAME",
      converter = SecretName.class,
      description = "As the function names it.")
  private String name = "";

  @Option(names = "--json", description = "Print {\"name\":…,\"set\":true}.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Connection to = connection.connect(Role.CREATOR);
    String value = SecretValue.read(name);
    try (var client = new Client(to)) {
      var _ =
          client
              .send(
                  "PUT",
                  client.console("/v1/secrets/" + name),
                  JsonObject.builder().put("value", value).build())
              .orFail("setting " + name);
    }
    out.println(
        json
            ? JsonObject.builder().put("name", name).put("set", true).build().print()
            : name + " is set.");
    return 0;
  }
}
