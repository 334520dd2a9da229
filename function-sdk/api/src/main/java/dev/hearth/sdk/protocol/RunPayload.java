package dev.hearth.sdk.protocol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The payload of {@code RUN}: calls to run as one batch.
 *
 * <pre>
 * u16 length of endpoint path, path in UTF-8, u32 count, then per call: u64 call id, u32 length, input JSON in UTF-8
 * </pre>
 *
 * {@snippet file="dev/hearth/sdk/snippets/ProtocolSnippets.java" region="echo"}
 *
 * @param endpoint path of the endpoint
 * @param calls one or more
 */
public record RunPayload(String endpoint, List<CallInput> calls) {
  private static final int MAX_PATH_BYTES = (1 << Short.SIZE) - 1;

  /** One call of the batch; {@code json} isn't copied. */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  public record CallInput(long callId, byte[] json) {}

  public RunPayload {
    calls = List.copyOf(calls);
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one call");
    }
  }

  /** The bytes on the wire. */
  public byte[] encode() {
    byte[] path = endpoint.getBytes(StandardCharsets.UTF_8);
    if (path.length > MAX_PATH_BYTES) {
      throw new IllegalArgumentException("an endpoint path of " + path.length + " bytes");
    }
    int bytes = Short.BYTES + path.length + Integer.BYTES;
    for (CallInput call : calls) {
      bytes = Math.addExact(bytes, Long.BYTES + Integer.BYTES + call.json().length);
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    out.putShort((short) path.length).put(path).putInt(calls.size());
    for (CallInput call : calls) {
      out.putLong(call.callId()).putInt(call.json().length).put(call.json());
    }
    return out.array();
  }

  /** Reads the bytes of the wire. */
  public static RunPayload decode(byte[] payload) throws ProtocolException {
    try {
      ByteBuffer in = ByteBuffer.wrap(payload);
      String endpoint = Frame.utf8(bytes(in, Short.toUnsignedInt(in.getShort())));
      int count = in.getInt();
      if (count < 1) {
        throw new ProtocolException("RUN of " + count + " calls");
      }
      var calls = new ArrayList<CallInput>();
      for (int i = 0; i < count; i++) {
        calls.add(new CallInput(in.getLong(), bytes(in, in.getInt())));
      }
      if (in.hasRemaining()) {
        throw new ProtocolException("RUN payload goes on after its calls");
      }
      return new RunPayload(endpoint, calls);
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("RUN payload ends early");
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("RUN to an endpoint whose path isn't UTF-8");
    }
  }

  private static byte[] bytes(ByteBuffer in, int length) throws ProtocolException {
    if (length < 0 || length > in.remaining()) {
      throw new ProtocolException("RUN payload ends early");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
