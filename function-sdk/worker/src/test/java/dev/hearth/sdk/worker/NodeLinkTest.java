package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import org.junit.jupiter.api.Test;

class NodeLinkTest {
  private static final class Recorded implements ByteChannel {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public int read(ByteBuffer to) {
      return -1;
    }

    @Override
    public int write(ByteBuffer from) {
      int count = from.remaining();
      while (from.hasRemaining()) {
        written.write(from.get());
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static final class Unused implements Surroundings {
    @Override
    public void capture(OutputStream out, OutputStream err) {}

    @Override
    public void halt(ExitCode reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void exit(ExitCode reason) {
      throw new AssertionError(reason);
    }
  }

  /** A node that broke the protocol would take such an answer for one that the call came to. */
  @Test
  void callsInterruptedAtTheEndDontAnswer() throws InterruptedException {
    var channel = new Recorded();
    var link = new NodeLink(new FrameChannel(channel), new Unused());
    Frame frame = Frame.of(FrameType.ERROR, 1, "{}");
    link.send(frame);
    int before = channel.written.size();
    assertTrue(before > 0);
    link.hangUp();
    link.send(frame); // by the courier
    var thread = new CallThread(() -> link.send(frame));
    thread.start();
    thread.join();
    assertEquals(before, channel.written.size());
  }
}
