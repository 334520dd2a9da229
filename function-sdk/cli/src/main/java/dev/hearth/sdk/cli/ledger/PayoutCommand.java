package dev.hearth.sdk.cli.ledger;

import dev.hearth.sdk.cli.table.TextTable;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a payout's commands share: they send one request and print the payout. */
abstract sealed class PayoutCommand extends AdminCommand {
  private static final String PATH = "/v1/admin/payouts";

  @Option(names = "--json", description = "Print the payout.")
  boolean json;

  private PayoutCommand() {}

  final int send(String path, JsonObject body) throws InterruptedException {
    Json answer = post(PATH + path, body, "the payout");
    JsonObject payout = answer.asObject();
    out()
        .println(
            json
                ? answer.print()
                : "Payout %s of %s to %s is %s."
                    .formatted(
                        payout.string("key"),
                        Dollars.of(payout.integer("amount_nanos")),
                        payout.string("account"),
                        payout.string("state")));
    return 0;
  }

  private static String segment(String key) {
    return "/" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** {@code hearth ledger payout}. */
  @Command(
      name = "payout",
      mixinStandardHelpOptions = true,
      description = "Takes earnings of a creator to be paid out; they wait until sent or returned.",
      footer = {"", "Example:", "  hearth ledger payout alice --payment alice-2026-11"})
  static final class Begin extends PayoutCommand {
    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Name of the creator.")
    private String account = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "DOLLARS",
        description = "How much; otherwise all that was earned.")
    private @Nullable BigDecimal dollars;

    @Option(
        names = "--payment",
        paramLabel = "ID",
        required = true,
        description =
            "Names the payout: letters, digits, . _ : and -; given twice, it counts once.")
    private String payment = "";

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        description = "When it goes back unless it was sent, such as 2027-01-31T00:00:00Z.")
    private @Nullable String expires;

    @Override
    public Integer call() throws InterruptedException {
      var body = JsonObject.builder().put("key", payment).put("account", account);
      if (expires != null) {
        body.put("expires_at", expires);
      }
      return send("", amount(body, dollars));
    }
  }

  /** {@code hearth ledger sent}. */
  @Command(
      name = "sent",
      mixinStandardHelpOptions = true,
      description = "Says that a payout was sent, all or a part; the rest goes back.",
      footer = {"", "Example:", "  hearth ledger sent alice-2026-11"})
  static final class Sent extends PayoutCommand {
    @Parameters(paramLabel = "ID", description = "Name of the payout.")
    private String payment = "";

    @Option(names = "--amount", paramLabel = "DOLLARS", description = "A part; otherwise all.")
    private @Nullable BigDecimal dollars;

    @Override
    public Integer call() throws InterruptedException {
      return send(segment(payment) + "/sent", amount(JsonObject.builder(), dollars));
    }
  }

  /** {@code hearth ledger returned}. */
  @Command(
      name = "returned",
      mixinStandardHelpOptions = true,
      description = "Says that a payout wasn't sent; it goes back to the creator's earnings.",
      footer = {"", "Example:", "  hearth ledger returned alice-2026-11"})
  static final class Returned extends PayoutCommand {
    @Parameters(paramLabel = "ID", description = "Name of the payout.")
    private String payment = "";

    @Override
    public Integer call() throws InterruptedException {
      return send(segment(payment) + "/returned", JsonObject.builder().build());
    }
  }

  /** {@code hearth ledger payouts}. */
  @Command(
      name = "payouts",
      mixinStandardHelpOptions = true,
      description = "Lists payouts, newest first.",
      footer = {"", "Example:", "  hearth ledger payouts --pending"})
  static final class Payouts extends PayoutCommand {
    @Option(names = "--pending", description = "Only those that wait.")
    private boolean pending;

    @Override
    public Integer call() throws InterruptedException {
      Json answer = get(PATH + "?pending=" + pending, "listing payouts");
      if (json) {
        out().println(answer.print());
      } else {
        print(out(), answer.asObject().array("payouts"));
      }
      return 0;
    }

    private static void print(PrintWriter out, List<Json> payouts) {
      if (payouts.isEmpty()) {
        out.println("There is no payout.");
        return;
      }
      var table = new TextTable("PAYOUT", "ACCOUNT", "AMOUNT", "STATE", "SENT");
      for (Json row : payouts) {
        JsonObject payout = row.asObject();
        table.row(
            payout.string("key"),
            payout.string("account"),
            Dollars.of(payout.integer("amount_nanos")),
            payout.string("state"),
            Dollars.of(payout.integer("sent_nanos")));
      }
      table.print(out);
    }
  }
}
