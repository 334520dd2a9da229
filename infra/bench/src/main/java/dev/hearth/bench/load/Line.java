package dev.hearth.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One keep-alive connection and where its script stands. Owned by the load thread. */
final class Line implements AutoCloseable {
  final Script script;
  private final SocketChannel channel;
  private final ReplyParser parser = new ReplyParser();
  private final SelectionKey key;
  private ByteBuffer out = ByteBuffer.allocate(0);
  long callStartNanos;

  Line(InetSocketAddress server, Script script, Selector selector) throws IOException {
    this.script = script;
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(Step.Send send) throws IOException {
    out = ByteBuffer.wrap(send.request());
    flush();
  }

  void flush() throws IOException {
    channel.write(out);
    key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  Optional<HttpReply> read() throws IOException {
    byte[] space = parser.space();
    int count =
        channel.read(ByteBuffer.wrap(space, parser.filled(), space.length - parser.filled()));
    if (count < 0) {
      throw new EOFException("the server closed a connection");
    }
    return parser.received(count);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
