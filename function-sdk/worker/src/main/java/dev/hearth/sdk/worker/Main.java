package dev.hearth.sdk.worker;

import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts a worker: its one argument is the path of the node's socket. */
public final class Main {
  private static final int PROTOCOL_VERSION = 1;

  private Main() {}

  /** Runs until the node drains the worker or closes the socket. */
  public static void main(String[] arguments) {
    PrintStream ownErrors = System.err; // function code prints elsewhere later
    if (arguments.length != 1) {
      ownErrors.println("usage: dev.hearth.sdk.worker.Main SOCKET");
      ExitCode.USAGE.exit();
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]));
        var frames = new FrameChannel(channel)) {
      serveOrTell(new NodeLink(frames), ownErrors);
    } catch (IOException e) {
      ownErrors.println("worker ends: " + StackText.headline(e));
    }
    ExitCode.NODE_GONE.halt();
  }

  /** Tells before the socket closes, as any function thread that then writes ends the process. */
  private static void serveOrTell(NodeLink link, PrintStream errors) {
    try {
      serve(link);
    } catch (OutOfMemoryError e) {
      ExitCode.OUT_OF_MEMORY.halt();
    } catch (Throwable e) {
      errors.println("worker ends: " + StackText.headline(e));
    }
  }

  private static void serve(NodeLink link) throws IOException {
    link.write(Frame.of(FrameType.HELLO, WorkerLog.WORKER, hello()));
    LoadOrder order = awaitOrder(link);
    if (order.egress() != null) {
      EgressForwarder.start(order.egress());
    }
    var log = new WorkerLog(link, new LogBudget(System::nanoTime));
    LineCapture.install(log);
    new Host(link, log, order).serve();
  }

  private static String hello() {
    return JsonObject.builder()
        .put("protocol", PROTOCOL_VERSION)
        .put("pid", pid())
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

  private static LoadOrder awaitOrder(NodeLink link) throws IOException {
    Frame frame = link.receive().orElseThrow(() -> new EOFException("closed before LOAD"));
    if (frame.type() != FrameType.LOAD) {
      throw new ProtocolException("expected LOAD, not " + frame.type());
    }
    try {
      return LoadOrder.parse(frame.text());
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("LOAD can't be read", e);
    }
  }
}
