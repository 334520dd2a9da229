package dev.hearth.sdk.cli.ledger;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class RefundCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

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
    if (amount != null) {
      body.put("amount", new JsonNumber(amount));
    }
    Json answer;
    try (var client = new Client(connection.connect(Role.ADMIN))) {
      answer =
          client
              .send("POST", client.console("/v1/admin/refunds"), body.build())
              .orFail("the refund")
              .json();
    }
    long nanos = answer.asObject().integer("amount_nanos");
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(
            json
                ? answer.print()
                : "%s of request %s is refunded.".formatted(Dollars.of(nanos), request));
    return 0;
  }
}
