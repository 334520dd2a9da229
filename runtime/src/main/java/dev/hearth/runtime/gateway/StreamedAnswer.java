package dev.hearth.runtime.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.runtime.gateway.StreamCaller.Emitted;
import dev.hearth.runtime.gateway.StreamCaller.Ended;
import dev.hearth.runtime.gateway.StreamCaller.Next;
import dev.hearth.runtime.gateway.StreamCaller.Refused;
import dev.hearth.runtime.metering.Price;
import dev.hearth.runtime.queue.Ending;
import dev.hearth.runtime.queue.RequestState;
import dev.hearth.sdk.error.FalErrors;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a streamed call. Until something is to be sent it can still become any other
 * answer: a failure before the first partial is an ordinary one, with its status. A failure after
 * it is an event, and the response then stays incomplete: fal's clients take the last event of a
 * complete one for the output. For one thread.
 */
final class StreamedAnswer {
  private final HttpServerResponse response;
  private final UUID requestId;
  private final StreamCaller caller;
  private final GatewayConfig config;
  private @Nullable EventStream events;

  StreamedAnswer(
      HttpServerResponse response, UUID requestId, StreamCaller caller, GatewayConfig config) {
    this.response = response;
    this.requestId = requestId;
    this.caller = caller;
    this.config = config;
  }

  /** Sends until the call has ended or its caller has gone. */
  void follow() throws InterruptedException {
    try {
      while (tell(caller.next(config.pingInterval()))) {
        if (response.closed()) {
          throw new IOException("the reader has gone");
        }
      }
    } catch (IOException e) {
      Log.debugf("requestId=%s stream ended early: %s", requestId, e.getMessage());
    }
  }

  /** Tells whether more follows. */
  private boolean tell(Optional<Next> next) throws IOException {
    if (next.isEmpty()) {
      ping();
      return true;
    }
    return switch (next.get()) {
      case Emitted(var partial) -> {
        Optional<byte[]> body = partial.body();
        if (body.isPresent()) {
          opened(beforeTheEnd())
              .send("id: " + partial.number() + "\n" + EventText.data(body.get()) + "\n\n");
        }
        yield true;
      }
      case Ended(var ending) -> {
        end(ending);
        yield false;
      }
      case Refused(var reason) -> {
        Reply refusal = Reply.error(reason).with("x-fal-request-id", requestId.toString());
        fail(refusal, reason.reason(), FalErrors.body(reason));
        yield false;
      }
    };
  }

  private void ping() throws IOException {
    EventStream open = events;
    if (open != null) {
      open.ping();
    }
  }

  private void end(Ending ending) throws IOException {
    Reply whole = Reply.ending(requestId, ending);
    if (ending.state() != RequestState.SUCCEEDED) {
      fail(whole, Objects.requireNonNullElse(ending.error(), ""), ending.body());
      return;
    }
    EventStream stream = opened(whole.headers());
    String cost = ": x-hearth-cost " + Price.dollars(ending.chargeNanos()) + "\n";
    stream.send(cost + "event: output\n" + EventText.data(ending.body()) + "\n\n");
    stream.end();
  }

  private void fail(Reply refusal, String message, byte[] body) throws IOException {
    EventStream open = events;
    if (open == null) {
      refusal.send(response);
      return;
    }
    JsonObject error =
        JsonObject.builder()
            .put("type", "error")
            .put("request_id", requestId.toString())
            .put("message", message)
            .put(
                "error",
                JsonObject.builder()
                    .put("status", refusal.status())
                    .put("body", Json.parse(new String(body, UTF_8)))
                    .build())
            .build();
    String data = EventText.data(error.print().getBytes(UTF_8));
    open.send(": x-hearth-cost 0\nevent: error\n" + data + "\n\n");
    open.breakOff();
  }

  /** What is known before the call has ended. */
  private Map<String, String> beforeTheEnd() {
    String bound = Price.dollars(caller.boundNanos());
    String hints = caller.hints().text();
    return hints.isEmpty()
        ? Map.of("x-hearth-cost-bound", bound)
        : Map.of("x-hearth-cost-bound", bound, Reply.RUNNER_HINTS, hints);
  }

  private EventStream opened(Map<String, String> headers) {
    EventStream open = events;
    if (open == null) {
      open = new EventStream(response, config.readerPatience(), requestId, headers);
      events = open;
    }
    return open;
  }
}
