package dev.hearth.sdk.cli.function;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.FunctionName;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.cli.table.TextTable;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth listings}: what admins decide on. */
@Command(
    name = "listings",
    mixinStandardHelpOptions = true,
    description = "Lists what waits for an admin's decision; needs the admin's key.",
    subcommands = {ListingsCommand.Approve.class, ListingsCommand.Reject.class},
    footer = {
      "",
      "Examples:",
      "  hearth listings",
      "  hearth listings approve alice/shout",
      "  hearth listings reject alice/shout --reason \"no example pictures\""
    })
public final class ListingsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      defaultValue = "submitted",
      description = "submitted, listed or rejected; ${DEFAULT-VALUE}.")
  private String state = "submitted";

  @Option(names = "--json", description = "Print {\"listings\":[…]}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var command = Objects.requireNonNull(spec).commandLine();
    if (!List.of("submitted", "listed", "rejected").contains(state)) {
      throw new picocli.CommandLine.ParameterException(
          command, "--state is none of submitted, listed and rejected");
    }
    try (var client = new Client(connection.connect(Role.ADMIN))) {
      print(
          command.getOut(),
          new Pages(client).all("/v1/listings", "listings", Map.of("state", state)));
    }
    return 0;
  }

  private void print(PrintWriter out, List<Json> listings) {
    if (json) {
      out.println(JsonObject.builder().put("listings", new JsonArray(listings)).build().print());
      return;
    }
    if (listings.isEmpty()) {
      out.println("No function is " + state + ".");
      return;
    }
    var table = new TextTable("FUNCTION", "ASKED PRICE", "CATEGORY", "SUBMITTED", "TITLE");
    for (Json row : listings) {
      JsonObject listing = row.asObject();
      table.row(
          listing.string("function"),
          "$%s per %s".formatted(listing.require("unit_price").print(), listing.string("unit")),
          listing.string("category"),
          listing.string("submitted_at"),
          listing.string("title"));
    }
    table.print(out);
  }

  /** Prints a function's standing as the server tells it. */
  private static void printStanding(PrintWriter out, boolean json, Json answer) {
    if (json) {
      out.println(answer.print());
      return;
    }
    JsonObject standing = answer.asObject();
    out.printf(
        "%s is %s at $%s per unit.%n",
        standing.string("function"),
        standing.string("visibility"),
        standing.require("unit_price").print());
  }

  /** {@code hearth listings approve}. */
  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Lists a submitted function, at the price its owner asked for or another one.",
      footer = {"", "Example:", "  hearth listings approve alice/shout --price 0.002"})
  static final class Approve implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "OWNER/NAME", description = "The function.")
    private FunctionName function = new FunctionName("", "");

    @Option(names = "--price", paramLabel = "DOLLARS", description = "Price per unit.")
    private @Nullable BigDecimal price;

    @Option(names = "--json", description = "Print the listing as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
      try (var client = new Client(connection.connect(Role.ADMIN))) {
        var terms = JsonObject.builder();
        if (price != null) {
          terms.put("unit_price", price.toPlainString());
        }
        Json answer =
            client
                .send(
                    "PUT",
                    client.console("/v1/functions/" + function.id(client) + "/listing"),
                    terms.build())
                .orFail("listing " + function)
                .json();
        printStanding(Objects.requireNonNull(spec).commandLine().getOut(), json, answer);
      }
      return 0;
    }
  }

  /** {@code hearth listings reject}. */
  @Command(
      name = "reject",
      mixinStandardHelpOptions = true,
      description = "Refuses a listing, or takes one away; the owner reads the reason.",
      footer = {"", "Example:", "  hearth listings reject alice/shout --reason \"no licence\""})
  static final class Reject implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "OWNER/NAME", description = "The function.")
    private FunctionName function = new FunctionName("", "");

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "What its owner should change.")
    private String reason = "";

    @Option(names = "--json", description = "Print the listing as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
      try (var client = new Client(connection.connect(Role.ADMIN))) {
        Json answer =
            client
                .send(
                    "POST",
                    client.console("/v1/functions/" + function.id(client) + "/listing/rejection"),
                    JsonObject.builder().put("reason", reason).build())
                .orFail("rejecting " + function)
                .json();
        printStanding(Objects.requireNonNull(spec).commandLine().getOut(), json, answer);
      }
      return 0;
    }
  }
}
