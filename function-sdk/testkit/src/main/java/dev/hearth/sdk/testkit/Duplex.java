package dev.hearth.sdk.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;

/** One end of a connection within this process. */
record Duplex(Pipe.SourceChannel in, Pipe.SinkChannel out) implements ByteChannel {
  /** Both ends. */
  record Pair(Duplex node, Duplex worker) {
    static Pair open() throws IOException {
      Pipe toWorker = Pipe.open();
      Pipe toNode = Pipe.open();
      return new Pair(
          new Duplex(toNode.source(), toWorker.sink()),
          new Duplex(toWorker.source(), toNode.sink()));
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return in.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return out.write(from);
  }

  @Override
  public boolean isOpen() {
    return in.isOpen() && out.isOpen();
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      in.close();
    }
  }
}
