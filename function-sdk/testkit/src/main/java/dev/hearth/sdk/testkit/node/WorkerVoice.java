package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.Hints;
import dev.hearth.sdk.protocol.ProtocolException;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads what a worker sends. For one thread. */
final class WorkerVoice {
  private static final long PROTOCOL = 1;

  private final FrameChannel frames;
  private final LongFunction<@Nullable LocalCall> calls;
  private final NodeListener listener;

  private final AtomicLong heard = new AtomicLong();

  WorkerVoice(FrameChannel frames, LongFunction<@Nullable LocalCall> calls, NodeListener listener) {
    this.frames = frames;
    this.calls = calls;
    this.listener = listener;
  }

  /** Frames heard out. Any thread may ask. */
  long framesHeard() {
    return heard.get();
  }

  private void count() {
    heard.incrementAndGet();
    listener.heard();
  }

  void awaitHello() throws IOException {
    Frame frame = next("HELLO");
    count();
    if (frame.type() != FrameType.HELLO || json(frame).integer("protocol") != PROTOCOL) {
      throw new ProtocolException("expected HELLO of protocol 1, not " + frame.type());
    }
  }

  void awaitReady() throws IOException {
    while (true) {
      Frame frame = next("READY");
      count();
      switch (frame.type()) {
        case READY -> {
          return;
        }
        case LOG -> log(frame);
        case HINTS -> listener.hinted(Hints.decode(frame.payload()));
        case ERROR -> throw setUpFailed(frame);
        default -> throw new ProtocolException(frame.type() + " before READY");
      }
    }
  }

  private Frame next(String due) throws IOException {
    return frames.read().orElseThrow(() -> new ProtocolException("closed before " + due));
  }

  private static SetUpFailedException setUpFailed(Frame frame) throws ProtocolException {
    JsonObject error = json(frame);
    return new SetUpFailedException(
        error.string("message"), error.get("stack").map(Json::asString).orElse(""));
  }

  /** Reads until the worker closes. */
  void hearOut(Consumer<LocalCall> ended) throws IOException {
    for (Optional<Frame> frame = frames.read(); frame.isPresent(); frame = frames.read()) {
      hear(frame.get(), ended);
      count();
    }
  }

  private void hear(Frame frame, Consumer<LocalCall> ended) throws IOException {
    switch (frame.type()) {
      case LOG -> log(frame);
      case HINTS -> listener.hinted(Hints.decode(frame.payload()));
      case PROGRESS -> {
        JsonObject progress = json(frame);
        call(frame)
            .hear(
                new CallEvent.Progressed(
                    progress.require("done").asInt(), progress.require("total").asInt()));
      }
      case EMIT -> {
        LocalCall call = call(frame);
        call.hear(new CallEvent.Emitted(call.complete(value(frame))));
      }
      case FILE -> call(frame).files.accept(FileChunk.decode(frame.payload()));
      case RESULT -> {
        LocalCall call = call(frame);
        end(call, CallEnd.ofResult(call, ResultPayload.decode(frame.payload())), ended);
      }
      case ERROR -> {
        LocalCall call = call(frame);
        end(call, CallEnd.ofError(call, json(frame)), ended);
      }
      default -> throw new ProtocolException(frame.type() + " out of order");
    }
  }

  /** The worker's slot is free before anybody who waits for the end goes on. */
  private static void end(LocalCall call, CallEvent end, Consumer<LocalCall> ended) {
    ended.accept(call);
    call.hear(end);
  }

  private LocalCall call(Frame frame) throws ProtocolException {
    LocalCall call = calls.apply(frame.callId());
    if (call == null) {
      throw new ProtocolException(frame.type() + " for a call that the worker wasn't given");
    }
    return call;
  }

  private void log(Frame frame) throws ProtocolException {
    JsonObject line = json(frame);
    var logged = new CallEvent.Logged(line.string("level"), line.string("message"));
    if (frame.callId() == 0) {
      listener.logged(logged);
    } else {
      call(frame).hear(logged);
    }
  }

  private static Json value(Frame frame) throws ProtocolException {
    try {
      return Json.parse(frame.text());
    } catch (JsonException e) {
      throw new ProtocolException(frame.type() + " payload: " + e.getMessage());
    }
  }

  private static JsonObject json(Frame frame) throws ProtocolException {
    if (value(frame) instanceof JsonObject object) {
      return object;
    }
    throw new ProtocolException(frame.type() + " payload is no object");
  }
}
