package dev.hearth.sdk.cli.ledger;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an account funds: what it has paid for, or a present. */
abstract sealed class GiveCommand extends AdminCommand {
  private final String path;
  private final String noun;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Name of the account.")
  private String account = "";

  @Parameters(index = "1", paramLabel = "DOLLARS", description = "How much.")
  private BigDecimal amount = BigDecimal.ZERO;

  @Option(
      names = "--payment",
      paramLabel = "ID",
      required = true,
      description = "Names the payment or present; given twice, it counts once.")
  private String payment = "";

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "0 to 100, 50; lower is spent earlier.")
  private @Nullable Integer priority;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "When what is left of it ends, such as 2027-01-31T00:00:00Z.")
  private @Nullable String expires;

  @Option(names = "--json", description = "Print {\"created\":…}: false if it was there before.")
  private boolean json;

  private GiveCommand(String path, String noun) {
    this.path = path;
    this.noun = noun;
  }

  @Override
  public Integer call() throws InterruptedException {
    var body =
        JsonObject.builder()
            .put("key", payment)
            .put("account", account)
            .put("amount", new JsonNumber(amount));
    if (priority != null) {
      body.put("priority", priority.longValue());
    }
    if (expires != null) {
      body.put("expires_at", expires);
    }
    Json answer = post(path, body.build(), "the " + noun);
    boolean created = answer.asObject().require("created").asBoolean();
    out()
        .println(
            json
                ? answer.print()
                : "%s %s of $%s."
                    .formatted(
                        account,
                        created ? "has a new " + noun : "had this " + noun + " before:",
                        amount.toPlainString()));
    return 0;
  }

  /** {@code hearth ledger deposit}. */
  @Command(
      name = "deposit",
      mixinStandardHelpOptions = true,
      description = "Posts what an account has paid in.",
      footer = {"", "Example:", "  hearth ledger deposit alice 20 --payment invoice-17"})
  static final class Deposit extends GiveCommand {
    Deposit() {
      super("/v1/admin/deposits", "deposit");
    }
  }

  /** {@code hearth ledger grant}. */
  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = "Gives an account promotional credit, which pays no creator.",
      footer = {
        "",
        "Example:",
        "  hearth ledger grant alice 5 --payment welcome-alice --expires 2027-01-01T00:00:00Z"
      })
  static final class Grant extends GiveCommand {
    Grant() {
      super("/v1/admin/grants", "grant");
    }
  }
}
