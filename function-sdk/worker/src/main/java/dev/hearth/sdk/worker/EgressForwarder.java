package dev.hearth.sdk.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Makes the node's HTTP proxy, which listens on a Unix socket, known to {@code java.net.http} and
 * {@code URLConnection}: they know proxies by host and port only. A port of the sandbox's own
 * loopback leads to the socket. It guards nothing; the node does.
 */
final class EgressForwarder {
  private static final int BUFFER_BYTES = 16 << 10;

  private final ServerSocketChannel server;
  private final UnixDomainSocketAddress proxy;

  private EgressForwarder(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.proxy = UnixDomainSocketAddress.of(socket);
  }

  /** Opens the port and names it to the JDK's clients. */
  static void start(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    var forwarder = new EgressForwarder(server, socket);
    Thread.ofVirtual().name("egress").start(forwarder::accept);
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    for (String scheme : new String[] {"http", "https"}) {
      System.setProperty(scheme + ".proxyHost", "127.0.0.1");
      System.setProperty(scheme + ".proxyPort", Integer.toString(port));
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().name("egress").start(() -> forward(client));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("no more connections go out", e);
    }
  }

  private void forward(SocketChannel client) {
    try (client;
        SocketChannel node = SocketChannel.open(proxy)) {
      Thread back = Thread.ofVirtual().name("egress").start(() -> pump(node, client));
      pump(client, node);
      back.join();
    } catch (IOException e) {
      return; // the client sees its connection close
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
