package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call in a function's queue, followed until it ends. */
final class QueuedCall {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Client client;
  private final JsonObject submitted;

  // What the watcher has been told.
  private int linesTold;
  private @Nullable Json partialTold;

  private QueuedCall(Client client, JsonObject submitted) {
    this.client = client;
    this.submitted = submitted;
  }

  /** Hears how the call goes on. */
  interface Watcher {
    /** So many calls are before this one. */
    void waiting(long position);

    /** A worker took it. */
    void running();

    /** So many of so many parts are done. */
    void progress(long done, long total);

    /** The function has a new partial output. */
    void partial(Json partial);

    /** The function wrote a line. */
    void log(String line);

    /** Nothing follows. */
    void ended();
  }

  /**
   * @param headers those of the call, beside its input
   */
  static QueuedCall submit(Client client, String function, Json input, Map<String, String> headers)
      throws InterruptedException {
    Answer answer =
        CallFailures.orFail(
            client.send("POST", client.api("/queue/" + function), input, headers),
            "calling " + function);
    return new QueuedCall(client, answer.json().asObject());
  }

  String requestId() {
    return submitted.string("request_id");
  }

  /** Waits for the end; the answer is the function's, whatever its status. */
  Answer await(Watcher watcher) throws InterruptedException {
    URI status = URI.create(submitted.string("status_url") + "?logs=1&partial=1");
    try {
      while (true) {
        JsonObject now = client.get(status).orFail("asking for the status").json().asObject();
        tell(watcher, now);
        if ("COMPLETED".equals(now.string("status"))) {
          return client.get(URI.create(submitted.string("response_url")));
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } finally {
      watcher.ended();
    }
  }

  private void tell(Watcher watcher, JsonObject now) {
    switch (now.string("status")) {
      case "IN_QUEUE" -> watcher.waiting(now.get("queue_position").map(Json::asLong).orElse(0L));
      case "IN_PROGRESS" -> {
        watcher.running();
        now.get("progress")
            .map(Json::asObject)
            .ifPresent(it -> watcher.progress(it.integer("done"), it.integer("total")));
        tellPartial(watcher, now.get("partial").orElse(partialTold));
      }
      default -> {}
    }
    List<Json> lines = now.array("logs");
    lines.stream()
        .skip(linesTold)
        .forEach(line -> watcher.log(line.asObject().string("message").stripTrailing()));
    linesTold = Math.max(linesTold, lines.size());
  }

  private void tellPartial(Watcher watcher, @Nullable Json partial) {
    if (partial != null && !partial.equals(partialTold)) {
      watcher.partial(partial);
      partialTold = partial;
    }
  }

  /** Asks for the call's end; an answer that it has ended already is fine. */
  void cancel() throws InterruptedException {
    var _ =
        client.send(
            "PUT",
            URI.create(submitted.string("cancel_url")),
            "application/json",
            BodyPublishers.noBody());
  }
}
