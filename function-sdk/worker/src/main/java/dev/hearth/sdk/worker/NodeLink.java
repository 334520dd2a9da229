package dev.hearth.sdk.worker;

import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import java.io.IOException;
import java.util.Optional;

/** The connection to the node. When it breaks, the process ends: nobody waits for answers. */
final class NodeLink {
  private final FrameChannel channel;
  private final Surroundings surroundings;
  private final Courier courier;

  NodeLink(FrameChannel channel, Surroundings surroundings) {
    this.channel = channel;
    this.surroundings = surroundings;
    this.courier = new Courier(this, surroundings);
  }

  /** The next frame; empty once the node has closed. */
  Optional<Frame> receive() throws IOException {
    return channel.read();
  }

  /** Sends a frame from any thread; waits while the node doesn't read. */
  void send(Frame frame) {
    if (Thread.currentThread() instanceof CallThread thread) {
      thread.raiseShield();
      try {
        write(frame);
      } finally {
        thread.lowerShield();
      }
    } else {
      courier.carry(frame);
    }
  }

  /** Sends a frame on a thread that no function knows. */
  void write(Frame frame) {
    try {
      channel.write(frame);
      surroundings.told();
    } catch (IOException e) {
      surroundings.halt(ExitCode.NODE_GONE);
    }
  }
}
