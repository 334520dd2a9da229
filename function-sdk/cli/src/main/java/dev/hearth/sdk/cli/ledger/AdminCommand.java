package dev.hearth.sdk.cli.ledger;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.ConnectionOptions;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One request to the marketplace with the admin's key, and what came back. */
abstract class AdminCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  final PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  /**
   * Asks.
   *
   * @param doing what an error says was tried
   */
  final Json get(String path, String doing) throws InterruptedException {
    try (var client = new Client(connection.connect(Role.ADMIN))) {
      return client.get(client.console(path)).orFail(doing).json();
    }
  }

  /** Changes something; parameters as for {@link #get}. */
  final Json post(String path, JsonObject body, String doing) throws InterruptedException {
    try (var client = new Client(connection.connect(Role.ADMIN))) {
      return client.send("POST", client.console(path), body).orFail(doing).json();
    }
  }

  /** The body with an amount, where one was given. */
  static JsonObject amount(JsonObject.Builder body, @Nullable BigDecimal dollars) {
    return (dollars == null ? body : body.put("amount", new JsonNumber(dollars))).build();
  }
}
