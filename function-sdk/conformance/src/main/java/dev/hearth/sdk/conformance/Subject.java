package dev.hearth.sdk.conformance;

import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One worker's process and the kit's end of its socket. A thread of its own hears it. */
final class Subject implements AutoCloseable {
  private static final List<String> KEPT = List.of("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT");

  private final Process process;
  private final SocketChannel socket;
  private final FrameChannel frames;
  private final Judge judge = new Judge();
  private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  private Subject(Process process, SocketChannel socket) {
    this.process = process;
    this.socket = socket;
    this.frames = new FrameChannel(socket);
  }

  /** The candidate's process, not started yet. */
  static ProcessBuilder process(Candidate candidate, List<String> arguments, Place place) {
    var command = new ArrayList<>(candidate.command());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(place.output().toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.put("HOME", place.scratch().toString());
    environment.put("TMPDIR", place.scratch().toString());
    environment.put("LANG", "C.UTF-8");
    return builder;
  }

  /** Starts a worker and waits until it connects. */
  static Subject connect(Candidate candidate, Place place)
      throws IOException, InterruptedException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(place.socket()));
      Process process = process(candidate, List.of(place.socket().toString()), place).start();
      try {
        var subject = new Subject(process, accept(server, process, candidate.patience()));
        Thread _ = Thread.ofPlatform().daemon().name("subject").start(subject::listen);
        return subject;
      } catch (RuntimeException | IOException | InterruptedException e) {
        process.destroyForcibly();
        throw e;
      }
    }
  }

  private static SocketChannel accept(
      ServerSocketChannel server, Process process, Duration patience)
      throws IOException, InterruptedException {
    var accepted = new CompletableFuture<SocketChannel>();
    Thread _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    accepted.complete(server.accept());
                  } catch (IOException e) {
                    accepted.completeExceptionally(e);
                  }
                });
    var _ =
        process
            .onExit()
            .thenAccept(
                ended ->
                    accepted.completeExceptionally(
                        new RuleBrokenException(
                            "the worker exited with status "
                                + ended.exitValue()
                                + " before it connected")));
    try {
      return accepted.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RuleBrokenException(
          "the worker didn't connect within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuleBrokenException broken) {
        throw broken;
      }
      throw new IOException(e.getCause());
    }
  }

  private void listen() {
    try {
      for (Optional<Frame> frame = frames.read(); frame.isPresent(); frame = frames.read()) {
        judge.hear(frame.get());
        heard.add(new Heard.Said(frame.get()));
      }
      heard.add(new Heard.Ended("closed the socket"));
    } catch (dev.hearth.sdk.protocol.ProtocolException e) {
      heard.add(new Heard.Broke("no frame: " + e.getMessage()));
    } catch (RuleBrokenException e) {
      heard.add(new Heard.Broke(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      // Linux resets the connection of a process that ends with bytes of ours unread.
      heard.add(new Heard.Ended("ended: " + e.getMessage()));
    }
  }

  Judge judge() {
    return judge;
  }

  Process process() {
    return process;
  }

  void send(Frame frame) throws IOException {
    frames.write(frame);
  }

  /** Sends bytes that may be no frame. */
  void sendRaw(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      socket.write(buffer);
    }
  }

  /** What comes next; must come within that time. */
  Heard hear(Duration patience) throws InterruptedException {
    Heard next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new RuleBrokenException("nothing came for " + patience.toSeconds() + " s");
    }
    return next;
  }

  /** Says no more and hears no more, as a node that died. */
  void closeSocket() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    socket.close();
  }
}
