package dev.hearth.sdk.cli.function;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.cli.table.TextTable;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth functions}: one's own functions, or what the catalog lists. */
@Command(
    name = "functions",
    aliases = "list",
    mixinStandardHelpOptions = true,
    description = "Lists your own functions, or with --catalog what everyone can call.",
    footer = {
      "",
      "Examples:",
      "  hearth functions",
      "  hearth functions --catalog --search upscale",
      "  hearth functions --json | jq -r '.functions[].function'"
    })
public final class FunctionsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--catalog", description = "What is listed for everyone, newest first.")
  private boolean catalog;

  @Option(
      names = "--search",
      paramLabel = "WORDS",
      description = "Only what has these words in name, title or summary; for --catalog.")
  private @Nullable String search;

  @Option(names = "--json", description = "Print {\"functions\":[…]}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var command = Objects.requireNonNull(spec).commandLine();
    if (search != null && !catalog) {
      throw new picocli.CommandLine.ParameterException(command, "--search goes with --catalog");
    }
    try (var client = new Client(connection.connect(Role.CREATOR))) {
      List<Json> functions =
          catalog
              ? new Pages(client)
                  .all("/v1/models", "models", Map.of("q", search == null ? "" : search))
              : new Pages(client).all("/v1/functions", "functions", Map.of());
      print(command.getOut(), functions);
    }
    return 0;
  }

  private void print(PrintWriter out, List<Json> functions) {
    if (json) {
      out.println(JsonObject.builder().put("functions", new JsonArray(functions)).build().print());
      return;
    }
    if (functions.isEmpty()) {
      out.println(
          catalog
              ? "Nothing is listed that fits."
              : "You have no functions yet; hearth init NAME begins one, hearth deploy publishes"
                  + " it.");
      return;
    }
    if (catalog) {
      printCatalog(out, functions);
    } else {
      printOwn(out, functions);
    }
  }

  private static void printOwn(PrintWriter out, List<Json> functions) {
    var table = new TextTable("FUNCTION", "VISIBILITY", "PRICE", "VERSION", "UPDATED");
    for (Json row : functions) {
      JsonObject function = row.asObject();
      table.row(
          function.string("function"),
          function.string("visibility"),
          "$%s per %s".formatted(function.require("unit_price").print(), function.string("unit")),
          shorten(function.string("version")),
          function.string("updated_at"));
    }
    table.print(out);
    for (Json row : functions) {
      row.asObject()
          .get("reason")
          .ifPresent(
              reason ->
                  out.printf(
                      "%s was rejected: %s%n",
                      row.asObject().string("function"), reason.asString()));
    }
  }

  private static void printCatalog(PrintWriter out, List<Json> functions) {
    var table = new TextTable("FUNCTION", "CATEGORY", "TITLE");
    for (Json row : functions) {
      JsonObject metadata = row.asObject().object("metadata");
      table.row(
          row.asObject().string("endpoint_id"),
          metadata.string("category"),
          metadata.string("display_name"));
    }
    table.print(out);
  }

  /** Enough of a digest to tell versions apart, and for {@code rollback}. */
  static String shorten(String version) {
    return version.substring(0, Math.min(12, version.length()));
  }
}
