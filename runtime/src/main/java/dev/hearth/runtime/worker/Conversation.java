package dev.hearth.runtime.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.Hints;
import dev.hearth.sdk.protocol.ProtocolException;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Reads what one worker sends and holds it to the protocol: every frame is hostile until it has
 * been checked. Runs on the worker's thread; whatever is wrong ends it with an exception.
 */
final class Conversation {
  private static final int PROTOCOL = 1;
  private static final int MAX_LOG_MESSAGE_BYTES = 16 << 10;
  private static final Set<String> LEVELS =
      Set.of("DEBUG", "INFO", "WARN", "ERROR", "STDOUT", "STDERR");

  private final FrameChannel channel;
  private final Map<Long, OpenCall> calls;
  private final WorkerLimits limits;
  private final WorkerEvents events;
  private final CallEnded ended;
  private final Throttle throttle;

  /** Set when the worker is asked for its health, unset by its answer. */
  private final AtomicBoolean asked = new AtomicBoolean();

  /** Is told of the end of a call before the listener is. */
  interface CallEnded {
    void accept(OpenCall call);
  }

  Conversation(
      FrameChannel channel,
      Map<Long, OpenCall> calls,
      WorkerLimits limits,
      WorkerEvents events,
      CallEnded ended) {
    this.channel = channel;
    this.calls = calls;
    this.limits = limits;
    this.events = events;
    this.ended = ended;
    this.throttle =
        new Throttle(limits.messageBytesPerSecond(), System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /** A CHECK is about to be sent: one answer to it may come. */
  void asks() {
    asked.set(true);
  }

  /**
   * Waits for HELLO, which must be the first frame.
   *
   * @return the frames beyond those that every worker takes which this one takes too
   */
  Set<String> awaitHello() throws IOException {
    Frame frame = read().orElseThrow(() -> new ProtocolException("closed before HELLO"));
    require(frame.type() == FrameType.HELLO && frame.callId() == 0, "HELLO expected", frame);
    long protocol = WireJson.read(frame, hello -> hello.integer("protocol"));
    if (protocol != PROTOCOL) {
      throw new ProtocolException("the worker speaks protocol " + protocol);
    }
    return WireJson.read(frame, Conversation::taken);
  }

  private static Set<String> taken(JsonObject hello) {
    return hello.array("takes").stream().map(Json::asString).collect(Collectors.toSet());
  }

  /**
   * Waits for READY; log lines and hints may come before.
   *
   * @return how long the worker says that its warm-up took, 0 if it says nothing
   */
  Duration awaitReady() throws IOException {
    while (true) {
      Frame frame = read().orElseThrow(() -> new ProtocolException("closed before READY"));
      switch (frame.type()) {
        case READY -> {
          require(frame.callId() == 0, "READY is for the worker as a whole", frame);
          return WireJson.read(frame, Conversation::warmUp);
        }
        case LOG -> log(frame);
        case HINTS -> hints(frame);
        case ERROR -> throw setUpFailed(frame);
        default -> throw new ProtocolException(frame.type() + " before READY");
      }
    }
  }

  private static Duration warmUp(JsonObject ready) {
    long _ = ready.integer("load_millis");
    return Duration.ofMillis(Math.max(0, ready.get("warm_up_millis").map(Json::asLong).orElse(0L)));
  }

  /** Hears out the worker until it closes the socket. */
  void serve() throws IOException {
    for (Optional<Frame> frame = read(); frame.isPresent(); frame = read()) {
      hear(frame.get());
    }
  }

  private Optional<Frame> read() throws IOException {
    Optional<Frame> frame = channel.read();
    if (frame.isPresent()) {
      holdUp(frame.get());
    }
    return frame;
  }

  /**
   * Results and errors are as many as the calls that the worker was given, reports of its health as
   * many as it was asked for; all else is unasked.
   */
  private void holdUp(Frame frame) throws IOException {
    try {
      switch (frame.type()) {
        case LOG, PROGRESS, EMIT, HINTS -> throttle.take(frame.payload().length);
        case FILE -> throttle.take(0); // its bytes are bounded for each call
        default -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a worker is held up");
    }
  }

  private void hear(Frame frame) throws IOException {
    switch (frame.type()) {
      case RESULT -> result(frame);
      case ERROR -> error(frame);
      case FILE -> call(frame).files().accept(FileChunk.decode(frame.payload()));
      case LOG -> log(frame);
      case PROGRESS -> progress(frame);
      case EMIT -> emit(frame);
      case HINTS -> hints(frame);
      case HEALTH -> health(frame);
      default -> throw new ProtocolException(frame.type() + " out of order");
    }
  }

  private void hints(Frame frame) throws ProtocolException {
    require(frame.callId() == 0, "hints are of the worker as a whole", frame);
    events.hinted(Hints.decode(frame.payload()));
  }

  private void health(Frame frame) throws ProtocolException {
    require(frame.callId() == 0, "health is of the worker as a whole", frame);
    HealthReport report = WireJson.read(frame, WireJson::health);
    require(asked.compareAndSet(true, false), "it comes once for each CHECK", frame);
    events.checked(report);
  }

  private OpenCall call(Frame frame) throws ProtocolException {
    OpenCall call = calls.get(frame.callId());
    if (call == null) {
      throw new ProtocolException(frame.type() + " for a call that the worker wasn't given");
    }
    return call;
  }

  private void result(Frame frame) throws IOException {
    OpenCall call = call(frame);
    ResultPayload result = ResultPayload.decode(frame.payload());
    if (result.meteredMicroUnits() < ResultPayload.NOT_METERED) {
      throw new ProtocolException("metered " + result.meteredMicroUnits());
    }
    WireJson.requireOneValue(result.json());
    List<Path> files = call.files().finish();
    if (result.json().length > limits.resultBytes()) {
      end(frame.callId(), call, tooLong(result.json().length, files));
    } else {
      end(
          frame.callId(),
          call,
          new CallAnswer.Result(result.json(), result.meteredMicroUnits(), files));
    }
  }

  /** The function's fault, not the harness's: the worker may go on. */
  private CallAnswer tooLong(int bytes, List<Path> files) {
    String text =
        "the output is %d bytes of JSON, allowed are %d; return large data as files"
            .formatted(bytes, limits.resultBytes());
    return new CallAnswer.Failure(new CallException(ErrorCode.OUTPUT_INVALID, text), "", files);
  }

  private void error(Frame frame) throws IOException {
    if (frame.callId() == 0) {
      throw setUpFailed(frame);
    }
    OpenCall call = call(frame);
    CallAnswer.Failure failure = WireJson.read(frame, WireJson::failure);
    List<Path> files = call.files().abandon();
    end(frame.callId(), call, new CallAnswer.Failure(failure.reason(), failure.stack(), files));
  }

  private void end(long callId, OpenCall call, CallAnswer answer) {
    calls.remove(callId);
    ended.accept(call);
    events.answered(callId, answer);
  }

  private IOException setUpFailed(Frame frame) throws ProtocolException {
    CallAnswer.Failure failure = WireJson.read(frame, WireJson::failure);
    events.logged(0, "ERROR", failure.reason().reason() + "\n" + failure.stack());
    return new IOException("set-up failed: " + failure.reason().reason());
  }

  private void log(Frame frame) throws ProtocolException {
    LogMessage line =
        WireJson.read(
            frame, object -> new LogMessage(object.string("level"), object.string("message")));
    int bytes = line.message().getBytes(StandardCharsets.UTF_8).length;
    if (!LEVELS.contains(line.level()) || bytes > MAX_LOG_MESSAGE_BYTES) {
      throw new ProtocolException("LOG of level " + line.level() + " and " + bytes + " bytes");
    }
    if (frame.callId() == 0 || call(frame).takesLog(bytes, limits.logBytes())) {
      events.logged(frame.callId(), line.level(), line.message());
    }
  }

  private record LogMessage(String level, String message) {}

  private void progress(Frame frame) throws ProtocolException {
    require(calls.containsKey(frame.callId()), "unknown call", frame);
    int done = WireJson.read(frame, object -> object.require("done").asInt());
    int total = WireJson.read(frame, object -> object.require("total").asInt());
    require(0 <= done && done <= total, "done of total", frame);
    events.progressed(frame.callId(), done, total);
  }

  private void emit(Frame frame) throws ProtocolException {
    OpenCall call = call(frame);
    require(frame.payload().length <= Frame.MAX_PARTIAL_BYTES, "partial output too long", frame);
    WireJson.requireOneValue(frame.payload());
    events.emitted(frame.callId(), frame.payload(), call.files().complete());
  }

  private static void require(boolean holds, String rule, Frame frame) throws ProtocolException {
    if (!holds) {
      throw new ProtocolException(frame.type() + " breaks a rule: " + rule);
    }
  }
}
