package dev.hearth.sdk.worker;

import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hosts one function for the node at the other end of a channel. */
public final class Harness {
  private static final int PROTOCOL_VERSION = 1;

  private final NodeLink link;
  private final WorkerLog log;
  private final Surroundings surroundings;

  private Harness(FrameChannel frames, Surroundings surroundings) {
    this.link = new NodeLink(frames, surroundings);
    this.log = new WorkerLog(link, new LogBudget(System::nanoTime));
    this.surroundings = surroundings;
  }

  /**
   * Speaks the worker protocol until the node closes the channel, which stays open.
   *
   * @throws IOException if the node breaks the protocol or the channel fails
   */
  public static void serve(ByteChannel channel, Surroundings surroundings) throws IOException {
    new Harness(new FrameChannel(channel), surroundings).serve();
  }

  private void serve() throws IOException {
    LoadOrder order = greet();
    if (order.egress() != null) {
      EgressForwarder.start(order.egress());
    }
    surroundings.capture(new LineCapture(log, "STDOUT"), new LineCapture(log, "STDERR"));
    new Host(link, log, order, surroundings).serve();
  }

  private LoadOrder greet() throws IOException {
    link.write(Frame.of(FrameType.HELLO, WorkerLog.WORKER, hello()));
    return awaitOrder();
  }

  private static String hello() {
    return JsonObject.builder()
        .put("protocol", PROTOCOL_VERSION)
        .put("pid", pid())
        .put("takes", JsonArray.ofStrings(List.of("CHECK")))
        .put("worker", "java " + System.getProperty("java.version"))
        .build()
        .print();
  }

  /** From procfs where there is one, as {@link ProcessHandle} takes longer to load. */
  private static long pid() {
    try {
      return Long.parseLong(Files.readSymbolicLink(Path.of("/proc/self")).toString());
    } catch (IOException | NumberFormatException e) {
      return ProcessHandle.current().pid();
    }
  }

  private LoadOrder awaitOrder() throws IOException {
    Frame frame = link.receive().orElseThrow(() -> new EOFException("closed before LOAD"));
    if (frame.type() != FrameType.LOAD || frame.callId() != WorkerLog.WORKER) {
      throw new ProtocolException(
          "expected LOAD, not " + frame.type() + " of id " + frame.callId());
    }
    try {
      return LoadOrder.parse(Frame.utf8(frame.payload()));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("LOAD can't be read", e);
    }
  }
}
