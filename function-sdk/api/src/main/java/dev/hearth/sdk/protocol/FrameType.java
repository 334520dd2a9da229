package dev.hearth.sdk.protocol;

import org.jspecify.annotations.Nullable;

/** The messages of the worker protocol; the code is the byte on the wire. 4 and 5 aren't used. */
public enum FrameType {
  HELLO(1),
  LOAD(2),
  READY(3),
  RUN(6),
  EMIT(7),
  PROGRESS(8),
  LOG(9),
  RESULT(10),
  ERROR(11),
  CANCEL(12),
  DRAIN(13),
  FILE(14),
  PARK(15),
  RESUME(16),
  CHECK(17),
  HEALTH(18),
  HINTS(19);

  private static final @Nullable FrameType[] BY_CODE = new FrameType[20];

  static {
    for (FrameType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;

  FrameType(int code) {
    this.code = code;
  }

  /** The byte on the wire. */
  public int code() {
    return code;
  }

  static FrameType ofCode(int code) throws ProtocolException {
    FrameType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    if (type == null) {
      throw new ProtocolException("unknown frame type " + code);
    }
    return type;
  }
}
