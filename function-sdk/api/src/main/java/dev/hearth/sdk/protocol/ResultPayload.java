package dev.hearth.sdk.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The payload of {@code RESULT}: 8 bytes metered micro-units ({@value #NOT_METERED} if the function
 * didn't meter), then the output JSON in UTF-8. Output media stand in it as objects whose {@code
 * url} is {@value #FILE_SCHEME} and the index of the file sent before.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ProtocolSnippets.java" region="echo"}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ResultPayload(long meteredMicroUnits, byte[] json) {
  /** The function didn't meter. */
  public static final long NOT_METERED = -1;

  /** Prefix of the URL of a file that was sent in {@code FILE} frames. */
  public static final String FILE_SCHEME = "hearth-file:";

  /** The bytes on the wire. */
  public byte[] encode() {
    return ByteBuffer.allocate(Long.BYTES + json.length)
        .putLong(meteredMicroUnits)
        .put(json)
        .array();
  }

  /** Reads the bytes of the wire. */
  public static ResultPayload decode(byte[] payload) throws ProtocolException {
    if (payload.length < Long.BYTES) {
      throw new ProtocolException("RESULT payload ends early");
    }
    long metered = ByteBuffer.wrap(payload).getLong();
    if (metered < NOT_METERED) {
      throw new ProtocolException("RESULT with " + metered + " micro-units");
    }
    return new ResultPayload(metered, Arrays.copyOfRange(payload, Long.BYTES, payload.length));
  }
}
