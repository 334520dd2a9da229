package dev.hearth.standalone.examples;

import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/**
 * A real call of {@code hearth/noop}, free to its owner: an installation is ready when it works.
 */
public final class FirstCall {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final Client creator;

  public FirstCall(Client creator) {
    this.creator = creator;
  }

  /** Calls until it succeeds. */
  public void await(Duration longest) throws IOException, InterruptedException {
    JsonObject input = JsonObject.builder().put("ready", true).build();
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      Answer answer = creator.send("POST", creator.api("/run/hearth/noop"), input);
      if (answer.ok() && answer.json().equals(input)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "a call of hearth/noop still fails after %d s: HTTP %d, %s"
                .formatted(longest.toSeconds(), answer.status(), answer.reason()));
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }
}
