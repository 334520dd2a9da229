package dev.hearth.sdk.cli.ledger;

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

/** {@code hearth ledger}: the books, and what changes them other than calls. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Shows every ledger account that isn't empty; needs the admin's key.",
    subcommands = {
      GiveCommand.Deposit.class,
      GiveCommand.Grant.class,
      RefundCommand.class,
      PayoutCommand.Begin.class,
      PayoutCommand.Sent.class,
      PayoutCommand.Returned.class,
      PayoutCommand.Payouts.class,
      LedgerCommand.Rebuild.class
    },
    footer = {
      "",
      "Examples:",
      "  hearth ledger",
      "  hearth ledger deposit alice 20 --payment invoice-17",
      "  hearth ledger grant alice 5 --payment welcome-alice --expires 2027-01-01T00:00:00Z"
    })
public final class LedgerCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--json", description = "Print all accounts in nano-dollars.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var client = new Client(connection.connect(Role.ADMIN))) {
      Json answer =
          client.get(client.console("/v1/admin/ledger")).orFail("reading the ledger").json();
      if (json) {
        out.println(answer.print());
        return 0;
      }
      var table = new TextTable("ACCOUNT", "BALANCE");
      for (Json row : answer.asObject().array("accounts")) {
        long nanos = row.asObject().integer("balance_nanos");
        if (nanos != 0) {
          table.row(row.asObject().string("name"), Dollars.of(nanos));
        }
      }
      table.print(out);
    }
    return 0;
  }

  /** {@code hearth ledger rebuild}. */
  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      description = "Makes every balance anew from its entries, and says which were wrong.",
      footer = {"", "Example:", "  hearth ledger rebuild"})
  static final class Rebuild implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print {\"corrections\":[…]}.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      Json answer;
      try (var client = new Client(connection.connect(Role.ADMIN))) {
        answer =
            client
                .send(
                    "POST",
                    client.console("/v1/admin/ledger/rebuild"),
                    JsonObject.builder().build())
                .orFail("rebuilding balances")
                .json();
      }
      if (json) {
        out.println(answer.print());
        return 0;
      }
      List<Json> corrections = answer.asObject().array("corrections");
      if (corrections.isEmpty()) {
        out.println("Every balance was right.");
        return 0;
      }
      var table = new TextTable("ACCOUNT", "BEFORE", "AFTER");
      for (Json row : corrections) {
        JsonObject correction = row.asObject();
        table.row(
            correction.string("name"),
            Dollars.of(correction.integer("before_nanos")),
            Dollars.of(correction.integer("after_nanos")));
      }
      table.print(out);
      return 0;
    }
  }
}
