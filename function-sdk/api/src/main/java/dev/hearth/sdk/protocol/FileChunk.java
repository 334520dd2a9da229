package dev.hearth.sdk.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The payload of {@code FILE}: a piece of an output file. Pieces of one file come in order; the
 * files of one call come one after the other, from index 0.
 *
 * <pre>
 * u32 file index, u8 1 for the last piece else 0, bytes
 * </pre>
 *
 * {@snippet file="dev/hearth/sdk/snippets/ProtocolSnippets.java" region="echo"}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record FileChunk(int index, boolean last, byte[] bytes) {
  /** Bytes of a piece, at most. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int HEADER_BYTES = Integer.BYTES + 1;

  /** The bytes on the wire. */
  public byte[] encode() {
    return ByteBuffer.allocate(HEADER_BYTES + bytes.length)
        .putInt(index)
        .put((byte) (last ? 1 : 0))
        .put(bytes)
        .array();
  }

  /** Reads the bytes of the wire. */
  public static FileChunk decode(byte[] payload) throws ProtocolException {
    if (payload.length < HEADER_BYTES || payload.length > HEADER_BYTES + MAX_BYTES) {
      throw new ProtocolException("FILE payload of " + payload.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(payload);
    int index = in.getInt();
    byte last = in.get();
    if (index < 0 || last < 0 || last > 1) {
      throw new ProtocolException("FILE " + index + " with mark " + last);
    }
    return new FileChunk(
        index, last == 1, Arrays.copyOfRange(payload, HEADER_BYTES, payload.length));
  }
}
