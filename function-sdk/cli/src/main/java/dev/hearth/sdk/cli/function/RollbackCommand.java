package dev.hearth.sdk.cli.function;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.FunctionName;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth rollback}: has new calls run a version that was deployed before. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Has new calls run an earlier version. Calls that were accepted before keep theirs; nodes"
            + " notice within two seconds. Nothing is uploaded.",
    footer = {
      "",
      "Examples:",
      "  hearth rollback shout                 the version deployed before the live one",
      "  hearth rollback shout 3f786850e387    this one"
    })
public final class RollbackCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "A function of your own.")
  private FunctionName function = new FunctionName("", "");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Its digest, or 4 digits or more of its beginning; see hearth versions.")
  private @Nullable String version;

  @Option(names = "--json", description = "Print {\"function\":…,\"version\":…,\"before\":…}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var client = new Client(connection.connect(Role.CREATOR))) {
      String name = function.ownName(client);
      var target = JsonObject.builder();
      if (version != null) {
        target.put("version", version);
      }
      Json answer =
          client
              .send("POST", client.console("/v1/functions/" + name + "/rollback"), target.build())
              .orFail("rolling back " + name)
              .json();
      if (json) {
        out.println(answer.print());
      } else {
        print(out, answer.asObject());
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, JsonObject done) {
    String now = FunctionsCommand.shorten(done.string("version"));
    String before = FunctionsCommand.shorten(done.string("before"));
    out.println(
        now.equals(before)
            ? "%s runs %s already.".formatted(done.string("function"), now)
            : "%s runs %s from now on; before it was %s."
                .formatted(done.string("function"), now, before));
  }
}
