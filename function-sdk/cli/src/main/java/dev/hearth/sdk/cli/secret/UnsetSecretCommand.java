package dev.hearth.sdk.cli.secret;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth secrets unset}. */
@Command(
    name = "unset",
    mixinStandardHelpOptions = true,
    description = "Removes a secret. Functions that name it don't start any more.",
    footer = {"", "Example:", "  hearth secrets unset HF_TOKEN"})
final class UnsetSecretCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(
      paramLabel = "NAME",
      converter = SecretName.class,
      description = "See hearth secrets list.")
  private String name = "";

  @Option(names = "--json", description = "Print {\"name\":…,\"set\":false}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var client = new Client(connection.connect(Role.CREATOR))) {
      var _ =
          client
              .send(
                  "DELETE",
                  client.console("/v1/secrets/" + name),
                  "application/json",
                  BodyPublishers.noBody())
              .orFail("unsetting " + name);
    }
    out.println(
        json
            ? JsonObject.builder().put("name", name).put("set", false).build().print()
            : name + " is unset.");
    return 0;
  }
}
