package dev.hearth.runtime.gateway;

import dev.hearth.runtime.media.PublicConfig;
import dev.hearth.runtime.queue.RequestView;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A request's status as server-sent events: one per change, the last when it has ended. */
@ApplicationScoped
class StatusStreams {
  private static final long LOOK_MILLIS = 100;

  private final CallHandler handler;
  private final GatewayConfig config;
  private final String apiUrl;

  StatusStreams(CallHandler handler, GatewayConfig config, PublicConfig urls) {
    this.handler = handler;
    this.config = config;
    this.apiUrl = urls.apiUrl();
  }

  /** Sends until the request has ended or the caller has gone. Blocking. */
  void stream(Call call, UUID id) throws InterruptedException {
    Optional<RequestView> request = handler.find(call, id);
    if (request.isEmpty()) {
      handler.notFound().send(call.response());
      return;
    }
    try {
      var events = new EventStream(call.response(), config.readerPatience(), id, Map.of());
      follow(call, id, request.get(), events);
      events.end();
    } catch (IOException e) {
      Log.debugf("requestId=%s status stream ended early: %s", id, e.getMessage());
    }
  }

  private void follow(Call call, UUID id, RequestView first, EventStream events)
      throws IOException, InterruptedException {
    var changes = new StatusChanges(apiUrl, call.wantsLogs());
    Optional<RequestView> request = Optional.of(first);
    long lastSaidNanos = System.nanoTime();
    while (request.isPresent() && !call.response().closed()) {
      Optional<String> news = changes.since(request.get());
      if (news.isPresent()) {
        events.send(news.get());
        lastSaidNanos = System.nanoTime();
      } else if (System.nanoTime() - lastSaidNanos > config.pingInterval().toNanos()) {
        events.ping();
        lastSaidNanos = System.nanoTime();
      }
      if (request.get().state().terminal()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      request = handler.find(call, id);
    }
  }
}
