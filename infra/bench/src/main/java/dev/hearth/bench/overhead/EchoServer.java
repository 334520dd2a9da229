package dev.hearth.bench.overhead;

import dev.hearth.bench.echo.EchoPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The yardstick's two processes: a Quarkus application that echoes JSON, and its peer. */
final class EchoServer implements AutoCloseable {
  private static final int LONGEST_SECONDS = 60;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path folder;
  private final Process peer;
  private final Process server;
  private final InetSocketAddress address;

  /**
   * Starts both and waits until they listen.
   *
   * @param options of the server's JVM, the same as the gateway's
   */
  EchoServer(Path application, List<String> options) throws IOException {
    folder = Files.createTempDirectory("hop");
    Path socket = folder.resolve("s");
    peer =
        start(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EchoPeer.class.getName(),
                socket.toString()));
    await(peer, () -> Files.exists(socket));
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    List<String> command = new ArrayList<>(options);
    command.add("-Dquarkus.http.port=" + address.getPort());
    command.add("-Dhearth.hop.socket=" + socket);
    command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
    server = start(command);
    await(server, this::listens);
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Process process, Condition condition) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.holds()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("the yardstick's echo doesn't start");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  long pid() {
    return server.pid();
  }

  long peerPid() {
    return peer.pid();
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    peer.destroy();
    Files.deleteIfExists(folder.resolve("s"));
    Files.delete(folder);
  }
}
