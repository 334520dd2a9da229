package dev.hearth.sdk.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Frames over channels that deliver and take as little as they like, and bytes that are no frames.
 */
class FramesTest {
  /** Frames that each of several threads sends. */
  private static final int FRAMES = 100;

  /** Reads from bytes and writes to memory, a few bytes at a time. */
  private static final class Trickle implements ByteChannel {
    private final ByteBuffer in;
    private final java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    private final SplittableRandom random;
    private final int most;

    Trickle(byte[] in, long seed, int most) {
      this.in = ByteBuffer.wrap(in);
      this.random = new SplittableRandom(seed);
      this.most = most;
    }

    @Override
    public int read(ByteBuffer target) {
      if (!in.hasRemaining()) {
        return -1;
      }
      int count = Math.min(Math.min(1 + random.nextInt(most), in.remaining()), target.remaining());
      target.put(in.slice(in.position(), count));
      in.position(in.position() + count);
      return count;
    }

    @Override
    public int write(ByteBuffer source) {
      int count = Math.min(1 + random.nextInt(most), source.remaining());
      for (int i = 0; i < count; i++) {
        out.write(source.get());
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

  private static byte[] payload(int length) {
    byte[] payload = new byte[length];
    new SplittableRandom(length).nextBytes(payload);
    return payload;
  }

  private static byte[] written(List<Frame> frames) throws IOException {
    var channel = new Trickle(new byte[0], 1, 10_000);
    try (var sender = new FrameChannel(channel)) {
      for (Frame frame : frames) {
        sender.write(frame);
      }
    }
    return channel.out.toByteArray();
  }

  private static FrameChannel reading(byte[] bytes, long seed, int most) {
    return new FrameChannel(new Trickle(bytes, seed, most));
  }

  private static void assertSame(Frame expected, Frame actual) {
    assertEquals(expected.type(), actual.type());
    assertEquals(expected.callId(), actual.callId());
    assertArrayEquals(expected.payload(), actual.payload());
  }

  @Property(tries = 200)
  void framesArriveAsTheyWereSent(
      @ForAll @Size(max = 6) List<@IntRange(max = 200_000) Integer> lengths,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 100_000) int most)
      throws IOException {
    FrameType[] types = FrameType.values();
    List<Frame> frames =
        lengths.stream()
            .map(length -> new Frame(types[length % types.length], seed - length, payload(length)))
            .toList();
    try (var receiver = reading(written(frames), seed, most)) {
      for (Frame frame : frames) {
        assertSame(frame, receiver.read().orElseThrow());
      }
      assertEquals(Optional.empty(), receiver.read());
    }
  }

  @Test
  void layoutIsTheDocumentedOne() throws IOException {
    byte[] expected = {0, 0, 0, 11, 10, 0, 0, 0, 0, 0, 0, 1, 2, 'h', 'i'};
    assertArrayEquals(expected, written(List.of(Frame.of(FrameType.RESULT, 258, "hi"))));
  }

  @Test
  void largestPayloadPassesAndMoreDoesNot() throws IOException {
    var largest = new Frame(FrameType.RESULT, 1, payload(Frame.MAX_PAYLOAD_BYTES));
    try (var receiver = reading(written(List.of(largest)), 1, 1 << 20)) {
      assertSame(largest, receiver.read().orElseThrow());
    }
    byte[] tooMuch = new byte[Frame.MAX_PAYLOAD_BYTES + 1];
    assertThrows(IllegalArgumentException.class, () -> new Frame(FrameType.RESULT, 1, tooMuch));
  }

  @Test
  void endWithinAFrameIsAnError() throws IOException {
    byte[] bytes = written(List.of(Frame.of(FrameType.LOG, 7, "hello")));
    for (int end = 1; end < bytes.length; end++) {
      try (var receiver = reading(Arrays.copyOf(bytes, end), end, 3)) {
        assertThrows(EOFException.class, receiver::read);
      }
    }
  }

  @Test
  void lengthsAndTypesThatDoNotExist() throws IOException {
    for (int length :
        new int[] {0, 8, Frame.MAX_PAYLOAD_BYTES + 10, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
      assertNoFrame(length, 10);
    }
    for (int type : new int[] {0, 4, 5, 20, 21, 127, 128, 255}) {
      assertNoFrame(9, type);
    }
  }

  private static void assertNoFrame(int length, int type) throws IOException {
    byte[] header = ByteBuffer.allocate(100).putInt(length).put((byte) type).putLong(1).array();
    try (var receiver = reading(header, 1, 100)) {
      ProtocolException refused = assertThrows(ProtocolException.class, receiver::read);
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.matches("a frame of .* bytes|unknown frame type .*"), message);
    }
  }

  @Test
  void wrongLengthIsSeenBeforeMoreComes() throws IOException {
    for (int length : new int[] {0, 8, Frame.MAX_PAYLOAD_BYTES + 10, -1}) {
      byte[] alone = ByteBuffer.allocate(4).putInt(length).array();
      try (var receiver = reading(alone, 1, 4)) {
        assertThrows(ProtocolException.class, receiver::read);
      }
    }
  }

  @Test
  void textIsUtf8() {
    String all = "a\u0000é\uFFFD🙂";
    assertEquals(all, Frame.utf8(Frame.of(FrameType.LOG, 1, all).payload()));
    for (byte[] wrong :
        new byte[][] {{(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}}) {
      assertThrows(IllegalArgumentException.class, () -> Frame.utf8(wrong));
    }
  }

  @Test
  void framesOfSeveralThreadsDoNotMix() throws Exception {
    Pipe pipe = Pipe.open();
    try (var sender = new FrameChannel(new Ends(pipe));
        var receiver = new FrameChannel(new Ends(pipe));
        var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> sent =
          LongStream.range(0, 4).mapToObj(id -> threads.submit(() -> send(sender, id))).toList();
      int[] next = new int[4];
      for (int i = 0; i < 4 * FRAMES; i++) {
        Frame frame = receiver.read().orElseThrow();
        int id = (int) frame.callId();
        assertArrayEquals(payload(1_000 * next[id]++ + id), frame.payload());
      }
      for (Future<Integer> done : sent) {
        assertEquals(FRAMES, done.get());
      }
    }
  }

  private static int send(FrameChannel channel, long id) throws IOException {
    for (int i = 0; i < FRAMES; i++) {
      channel.write(new Frame(FrameType.FILE, id, payload(1_000 * i + (int) id)));
    }
    return FRAMES;
  }

  /** Both ends of a pipe as one channel. */
  private record Ends(Pipe pipe) implements ByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return pipe.source().read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return pipe.sink().write(source);
    }

    @Override
    public boolean isOpen() {
      return pipe.sink().isOpen();
    }

    @Override
    public void close() throws IOException {
      pipe.sink().close();
      pipe.source().close();
    }
  }
}
