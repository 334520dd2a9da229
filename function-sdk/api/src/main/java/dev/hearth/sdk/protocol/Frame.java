package dev.hearth.sdk.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * One message: 4 bytes length of what follows, 1 byte type, 8 bytes call id, payload; integers
 * big-endian.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ProtocolSnippets.java" region="echo"}
 *
 * @param callId the call it belongs to, 0 for the worker as a whole
 * @param payload at most {@link #MAX_PAYLOAD_BYTES} bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // frames are passed on, never compared
public record Frame(FrameType type, long callId, byte[] payload) {
  /** Longest payload either side accepts. */
  public static final int MAX_PAYLOAD_BYTES = 32 << 20;

  /** Longest payload of an {@link FrameType#EMIT}; larger things travel as files. */
  public static final int MAX_PARTIAL_BYTES = 1 << 20;

  /** Bytes of type and call id. */
  static final int HEADER_BYTES = 1 + Long.BYTES;

  private static final byte[] NOTHING = {};

  /** What a decoder puts in the place of bytes that aren't UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  public Frame {
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a frame holds " + MAX_PAYLOAD_BYTES + " bytes, not " + payload.length);
    }
  }

  /** A message without payload. */
  public static Frame of(FrameType type, long callId) {
    return new Frame(type, callId, NOTHING);
  }

  /** A message whose payload is text in UTF-8. */
  public static Frame of(FrameType type, long callId, String text) {
    return new Frame(type, callId, text.getBytes(UTF_8));
  }

  /** The payload as text for people, whatever it is. */
  public String text() {
    return new String(payload, UTF_8);
  }

  /**
   * Text of the wire.
   *
   * @throws IllegalArgumentException if the bytes aren't UTF-8
   */
  public static String utf8(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(UTF_8), bytes)) {
      throw new IllegalArgumentException("text that isn't UTF-8");
    }
    return text;
  }
}
