package dev.hearth.sdk.cli.ledger;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearth ledger refund}. */
@Command(
    name = "refund",
    mixinStandardHelpOptions = true,
    description = "Gives back what a call cost, all that is left of it or a part.",
    footer = {
      "",
      "Example:",
      "  hearth ledger refund 0198c0de-… --payment ticket-9 --reason \"black picture\""
    })
final class RefundCommand extends AdminCommand {
  @Parameters(paramLabel = "REQUEST", description = "Id of the call's request.")
  private UUID request = new UUID(0, 0);

  @Option(
      names = "--amount",
      paramLabel = "DOLLARS",
      description = "A part; otherwise all that is left.")
  private @Nullable BigDecimal amount;

  @Option(
      names = "--payment",
      paramLabel = "ID",
      required = true,
      description = "Names the refund; given twice, it counts once.")
  private String payment = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Option(names = "--json", description = "Print what was refunded.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var body =
        JsonObject.builder()
            .put("key", payment)
            .put("request_id", request.toString())
            .put("reason", reason);
    Json answer = post("/v1/admin/refunds", amount(body, amount), "the refund");
    long nanos = answer.asObject().integer("amount_nanos");
    out()
        .println(
            json
                ? answer.print()
                : "%s of request %s is refunded.".formatted(Dollars.of(nanos), request));
    return 0;
  }
}
