package dev.hearth.runtime.gateway;

import dev.hearth.runtime.media.PublicConfig;
import dev.hearth.runtime.queue.RequestView;
import dev.hearth.sdk.json.Json;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A request's status as server-sent events: one per change, the last when it has ended. */
@ApplicationScoped
class StatusStreams {
  private static final long LOOK_MILLIS = 100;
  private static final int LOOKS_PER_PING = 100;

  private final CallHandler handler;
  private final String apiUrl;

  StatusStreams(CallHandler handler, PublicConfig urls) {
    this.handler = handler;
    this.apiUrl = urls.apiUrl();
  }

  /** Sends until the request has ended or the caller has gone. Blocking. */
  void stream(Call call, UUID id) throws InterruptedException {
    Optional<RequestView> request = handler.find(call, id);
    if (request.isEmpty()) {
      handler.notFound().send(call.response());
      return;
    }
    HttpServerResponse response = call.response();
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    response.putHeader("cache-control", "no-store").putHeader("x-fal-request-id", id.toString());
    String sent = "";
    for (int look = 1; request.isPresent() && !response.closed(); look++) {
      Json status = StatusBody.of(apiUrl, request.get(), call.wantsLogs());
      String event = "data: " + status.print() + "\n\n";
      if (!event.equals(sent)) {
        response.write(event);
        sent = event;
      } else if (look % LOOKS_PER_PING == 0) {
        response.write(": ping\n\n");
      }
      if (request.get().state().terminal()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      request = handler.find(call, id);
    }
    response.end();
  }
}
