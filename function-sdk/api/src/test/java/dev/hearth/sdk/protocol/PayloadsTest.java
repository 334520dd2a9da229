package dev.hearth.sdk.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Payloads come back as they went; anything else is a {@link ProtocolException}. */
class PayloadsTest {

  @Property(tries = 300)
  void runComesBack(
      @ForAll @Size(max = 100) String endpoint,
      @ForAll @NotEmpty @Size(max = 5) List<byte[]> inputs,
      @ForAll long firstId)
      throws ProtocolException {
    // A lone surrogate has no UTF-8; endpoint paths are ASCII.
    String path = endpoint.replaceAll("\\p{Cs}", "?");
    List<RunPayload.CallInput> calls =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> new RunPayload.CallInput(firstId + i, inputs.get(i)))
            .toList();
    byte[] bytes = new RunPayload(path, calls).encode();
    RunPayload decoded = RunPayload.decode(bytes);
    assertEquals(path, decoded.endpoint());
    assertEquals(calls.size(), decoded.calls().size());
    for (int i = 0; i < calls.size(); i++) {
      assertEquals(calls.get(i).callId(), decoded.calls().get(i).callId());
      assertArrayEquals(calls.get(i).json(), decoded.calls().get(i).json());
    }
    for (int end = 0; end < bytes.length; end++) {
      byte[] cut = Arrays.copyOf(bytes, end);
      assertThrows(ProtocolException.class, () -> RunPayload.decode(cut));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(ProtocolException.class, () -> RunPayload.decode(longer));
  }

  @Property(tries = 2_000)
  void anyBytesAreReadOrRefused(@ForAll @Size(max = 60) byte[] bytes) {
    assertReadOrRefused(() -> RunPayload.decode(bytes));
    assertReadOrRefused(() -> FileChunk.decode(bytes));
    assertReadOrRefused(() -> ResultPayload.decode(bytes));
    assertReadOrRefused(() -> Hints.decode(bytes));
  }

  private interface Decoding {
    Object decode() throws ProtocolException;
  }

  private static void assertReadOrRefused(Decoding decoding) {
    try {
      assertNotNull(decoding.decode());
    } catch (ProtocolException e) {
      assertNotNull(e.getMessage());
    }
  }

  @Test
  void countsAndLengthsThatLie() {
    for (int count : new int[] {0, -1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      byte[] run = run(count, 1);
      assertThrows(ProtocolException.class, () -> RunPayload.decode(run), "count " + count);
    }
    for (int length : new int[] {-1, 0, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      byte[] run = run(1, length);
      assertThrows(ProtocolException.class, () -> RunPayload.decode(run), "length " + length);
    }
  }

  private static byte[] run(int count, int length) {
    return ByteBuffer.allocate(20)
        .putShort((short) 1)
        .put((byte) '/')
        .putInt(count)
        .putLong(7)
        .putInt(length)
        .put((byte) '1')
        .array();
  }

  @Test
  void runOfCountAndLengthThatAreTrue() throws ProtocolException {
    assertEquals(7, RunPayload.decode(run(1, 1)).calls().getFirst().callId());
  }

  @Test
  void runToAPathThatIsNoText() {
    byte[] run = run(1, 1);
    run[2] = (byte) 0xff;
    assertThrows(ProtocolException.class, () -> RunPayload.decode(run));
  }

  @Test
  void runThatCannotBeWritten() {
    var call = new RunPayload.CallInput(1, new byte[0]);
    assertThrows(IllegalArgumentException.class, () -> new RunPayload("/", List.of()));
    var tooLong = new RunPayload("/" + "a".repeat(65_535), List.of(call));
    assertThrows(IllegalArgumentException.class, tooLong::encode);
  }

  @Property(tries = 300)
  void resultComesBack(
      @ForAll @LongRange(min = -1) long metered, @ForAll @Size(max = 100) byte[] json)
      throws ProtocolException {
    ResultPayload decoded = ResultPayload.decode(new ResultPayload(metered, json).encode());
    assertEquals(metered, decoded.meteredMicroUnits());
    assertArrayEquals(json, decoded.json());
  }

  @Test
  void resultsThatAreNone() {
    assertThrows(ProtocolException.class, () -> ResultPayload.decode(new byte[7]));
    byte[] negative = ByteBuffer.allocate(10).putLong(-2).array();
    assertThrows(ProtocolException.class, () -> ResultPayload.decode(negative));
  }

  @Property(tries = 300)
  void fileChunkComesBack(
      @ForAll @IntRange(min = 0) int index,
      @ForAll boolean last,
      @ForAll @Size(max = 100) byte[] content)
      throws ProtocolException {
    FileChunk decoded = FileChunk.decode(new FileChunk(index, last, content).encode());
    assertEquals(index, decoded.index());
    assertEquals(last, decoded.last());
    assertArrayEquals(content, decoded.bytes());
  }

  @Test
  void fileChunksThatAreNone() throws ProtocolException {
    byte[] largest = new byte[FileChunk.MAX_BYTES];
    assertEquals(
        FileChunk.MAX_BYTES,
        FileChunk.decode(new FileChunk(0, true, largest).encode()).bytes().length);
    byte[] larger = new byte[5 + FileChunk.MAX_BYTES + 1];
    assertThrows(ProtocolException.class, () -> FileChunk.decode(larger));
    assertThrows(ProtocolException.class, () -> FileChunk.decode(new byte[4]));
    assertThrows(ProtocolException.class, () -> FileChunk.decode(new byte[] {0, 0, 0, 0, 2}));
    assertThrows(ProtocolException.class, () -> FileChunk.decode(new byte[] {-1, 0, 0, 0, 1}));
  }
}
