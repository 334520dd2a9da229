package dev.hearth.sdk.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over a blocking channel. One thread reads; any number write. Owns the channel and closes
 * it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ProtocolSnippets.java" region="echo"}
 */
public final class FrameChannel implements AutoCloseable {
  private static final int LENGTH_BYTES = Integer.BYTES;
  private static final int BUFFER_BYTES = 1 << 16;

  private final ByteChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ReentrantLock writing = new ReentrantLock();

  public FrameChannel(ByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the next frame.
   *
   * @return the frame, or empty when the peer has closed between two frames
   * @throws ProtocolException if the peer sends what is no frame
   * @throws EOFException if the peer closes within a frame
   */
  public Optional<Frame> read() throws IOException {
    if (!fill(LENGTH_BYTES)) {
      return Optional.empty();
    }
    // Judged before more is waited for: a frame that is too short may be all that ever comes.
    int bytes = in.getInt();
    if (bytes < Frame.HEADER_BYTES || bytes > Frame.HEADER_BYTES + Frame.MAX_PAYLOAD_BYTES) {
      throw new ProtocolException("a frame of " + Integer.toUnsignedString(bytes) + " bytes");
    }
    require(Frame.HEADER_BYTES);
    FrameType type = FrameType.ofCode(in.get());
    long callId = in.getLong();
    return Optional.of(new Frame(type, callId, payload(bytes - Frame.HEADER_BYTES)));
  }

  private void require(int bytes) throws IOException {
    if (!fill(bytes)) {
      throw new EOFException("closed within a frame");
    }
  }

  /** By way of the buffer: for an array the JDK would keep direct memory of the payload's size. */
  private byte[] payload(int bytes) throws IOException {
    byte[] payload = new byte[bytes];
    int read = 0;
    while (read < bytes) {
      require(1);
      int taken = Math.min(bytes - read, in.remaining());
      in.get(payload, read, taken);
      read += taken;
    }
    return payload;
  }

  private boolean fill(int bytes) throws IOException {
    if (in.remaining() >= bytes) {
      return true;
    }
    in.compact();
    while (in.position() < bytes) {
      if (channel.read(in) < 0) {
        if (in.position() > 0) {
          throw new EOFException("closed within a frame");
        }
        in.flip();
        return false;
      }
    }
    in.flip();
    return true;
  }

  /** Sends a frame whole; waits while the peer doesn't read. */
  public void write(Frame frame) throws IOException {
    writing.lock();
    try {
      out.clear();
      out.putInt(Frame.HEADER_BYTES + frame.payload().length);
      out.put((byte) frame.type().code());
      out.putLong(frame.callId());
      int written = 0;
      do {
        int taken = Math.min(frame.payload().length - written, out.remaining());
        writeFully(out.put(frame.payload(), written, taken).flip());
        out.clear();
        written += taken;
      } while (written < frame.payload().length);
    } finally {
      writing.unlock();
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
