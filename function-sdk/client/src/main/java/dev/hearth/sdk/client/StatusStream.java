package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import java.io.IOException;
import java.util.Optional;

/** The status of a request as the server streams it: each log line once. For one thread. */
final class StatusStream implements AutoCloseable {
  private final ServerEvents events;

  StatusStream(Transport transport, ApiRequest request) {
    this.events = transport.events(request);
  }

  /** The next status; none if the stream ends, breaks, or falls silent. */
  Optional<RequestStatus> next() {
    try {
      return events.next().map(event -> RequestStatus.of(Json.parse(event.data())));
    } catch (IOException | JsonException e) {
      // Whoever asks for the status next gets told what is wrong.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    events.close();
  }
}
