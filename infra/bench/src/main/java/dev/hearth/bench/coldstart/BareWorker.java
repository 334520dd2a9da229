package dev.hearth.bench.coldstart;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The least that a JVM can do as a worker: it connects, says the frames HELLO and READY as fixed
 * bytes, swallows what it is sent, and goes when the socket closes. Uses nothing of Hearth.
 */
final class BareWorker {
  private static final int HELLO = 1;
  private static final int READY = 3;

  private BareWorker() {}

  public static void main(String[] arguments) throws IOException {
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
      say(socket, HELLO, "{\"protocol\":1,\"pid\":1,\"worker\":\"bare\"}");
      hear(socket);
      say(socket, READY, "{\"load_millis\":0}");
      var rest = ByteBuffer.allocate(1 << 10);
      while (socket.read(rest.clear()) >= 0) {
        // until the node closes
      }
    }
  }

  /** A frame is: length of what follows, type, call id, payload. */
  private static void say(SocketChannel socket, int type, String json) throws IOException {
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    int length = 1 + Long.BYTES + payload.length;
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + length);
    frame.putInt(length).put((byte) type).putLong(0).put(payload).flip();
    while (frame.hasRemaining()) {
      socket.write(frame);
    }
  }

  private static void hear(SocketChannel socket) throws IOException {
    ByteBuffer length = read(socket, Integer.BYTES);
    ByteBuffer _ = read(socket, length.getInt());
  }

  private static ByteBuffer read(SocketChannel socket, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (socket.read(buffer) < 0) {
        throw new EOFException("the node closed");
      }
    }
    return buffer.flip();
  }
}
