package dev.hearth.sdk.worker;

import dev.hearth.sdk.protocol.FrameChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** Entry point of a worker: {@code Main SOCKET}. Exits when the socket closes. */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  /** Connects to the node's socket and serves until it closes. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: Main SOCKET");
      System.exit(USAGE);
    }
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(args[0]));
        FrameChannel channel = new FrameChannel(socket)) {
      int status = new Worker(channel).serve();
      // Threads of the function may still run; the process must end all the same.
      Runtime.getRuntime().halt(status);
    }
  }
}
