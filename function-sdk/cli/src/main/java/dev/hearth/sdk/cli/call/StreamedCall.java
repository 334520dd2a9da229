package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.client.CallOptions;
import dev.hearth.sdk.client.CallStream;
import dev.hearth.sdk.client.HearthClient;
import dev.hearth.sdk.client.HearthException;
import dev.hearth.sdk.client.Partial;
import dev.hearth.sdk.client.Result;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.PrintWriter;

/** A direct call whose partial outputs are printed as they come, each as one line of JSON. */
final class StreamedCall {
  private final HearthClient client;
  private final PrintWriter out;
  private final boolean numbered;

  /**
   * @param numbered whether a line is an object with number and partial, or the partial alone
   */
  StreamedCall(HearthClient client, PrintWriter out, boolean numbered) {
    this.client = client;
    this.out = out;
    this.numbered = numbered;
  }

  /** Waits for the end. */
  Result<Json> run(String function, CallOptions options, JsonObject input) {
    try (CallStream<Json> stream = client.function(function).with(options).stream(input)) {
      for (Partial<Json> partial : stream) {
        out.println(line(partial).print());
        out.flush();
      }
      return stream.result();
    } catch (HearthException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private Json line(Partial<Json> partial) {
    return numbered
        ? JsonObject.builder()
            .put("number", partial.number())
            .put("partial", partial.json())
            .build()
        : partial.json();
  }
}
