package dev.hearth.sdk.cli.ledger;

import dev.hearth.sdk.cli.table.TextTable;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
public final class LedgerCommand extends AdminCommand {
  @Option(names = "--json", description = "Print all accounts in nano-dollars.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Json answer = get("/v1/admin/ledger", "reading the ledger");
    if (json) {
      out().println(answer.print());
      return 0;
    }
    var table = new TextTable("ACCOUNT", "BALANCE");
    for (Json row : answer.asObject().array("accounts")) {
      long nanos = row.asObject().integer("balance_nanos");
      if (nanos != 0) {
        table.row(row.asObject().string("name"), Dollars.of(nanos));
      }
    }
    table.print(out());
    return 0;
  }

  /** {@code hearth ledger rebuild}. */
  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      description = "Makes every balance anew from its entries, and says which were wrong.",
      footer = {"", "Example:", "  hearth ledger rebuild"})
  static final class Rebuild extends AdminCommand {
    @Option(names = "--json", description = "Print {\"corrections\":[…]}.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
      Json answer =
          post("/v1/admin/ledger/rebuild", JsonObject.builder().build(), "rebuilding balances");
      if (json) {
        out().println(answer.print());
        return 0;
      }
      List<Json> corrections = answer.asObject().array("corrections");
      if (corrections.isEmpty()) {
        out().println("Every balance was right.");
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
      table.print(out());
      return 0;
    }
  }
}
