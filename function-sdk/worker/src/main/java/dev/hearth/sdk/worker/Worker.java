package dev.hearth.sdk.worker;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ProtocolException;
import dev.hearth.sdk.protocol.RunPayload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The worker's side of the protocol: one thread reads frames and hands calls to the {@link Host},
 * whose threads answer. See {@code runtime/WORKER_PROTOCOL.md}.
 */
final class Worker {
  private static final int PROTOCOL = 1;
  private static final int DRAINED = 0;
  private static final int SOCKET_CLOSED = 0;
  private static final int SET_UP_FAILED = 3;

  private final FrameChannel channel;

  Worker(FrameChannel channel) {
    this.channel = channel;
  }

  /** Serves until drained or disconnected; returns the exit status. */
  int serve() throws IOException {
    System.setOut(lines("STDOUT"));
    System.setErr(lines("STDERR"));
    channel.write(Frame.of(FrameType.HELLO, 0, hello().print()));
    Optional<Frame> load = channel.read();
    if (load.isEmpty()) {
      return SOCKET_CLOSED;
    }
    if (load.get().type() != FrameType.LOAD) {
      throw new ProtocolException("expected LOAD, got " + load.get().type());
    }
    Optional<Host> host = load(load.get());
    return host.isEmpty() ? SET_UP_FAILED : answer(host.get());
  }

  private static JsonObject hello() {
    return JsonObject.builder()
        .put("protocol", PROTOCOL)
        .put("pid", ProcessHandle.current().pid())
        .put("worker", "java " + Runtime.version())
        .build();
  }

  /** Starts the function; empty when it failed, which the node has then been told. */
  private Optional<Host> load(Frame load) throws IOException {
    long start = System.nanoTime();
    try {
      Host host = Host.start(Json.parseObject(load.text()), channel);
      long millis = (System.nanoTime() - start) / 1_000_000;
      var ready = JsonObject.builder().put("load_millis", millis).build();
      channel.write(Frame.of(FrameType.READY, 0, ready.print()));
      return Optional.of(host);
    } catch (Throwable failure) { // whatever a function's set-up throws is its owner's to read
      channel.write(Frame.of(FrameType.ERROR, 0, Failures.describe(failure).print()));
      return Optional.empty();
    }
  }

  private int answer(Host host) throws IOException {
    for (var next = channel.read(); next.isPresent(); next = channel.read()) {
      Frame frame = next.get();
      switch (frame.type()) {
        case RUN -> host.run(RunPayload.decode(frame.payload()));
        case CANCEL -> host.cancel(frame.callId());
        case DRAIN -> {
          host.drain();
          return DRAINED;
        }
        default -> throw new ProtocolException("a node doesn't send " + frame.type());
      }
    }
    return SOCKET_CLOSED;
  }

  private PrintStream lines(String level) {
    return new PrintStream(new LogLines(channel, level), true, StandardCharsets.UTF_8);
  }
}
