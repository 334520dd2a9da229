package dev.hearth.sdk.protocol;

import java.io.IOException;
import java.io.Serial;

/** A peer that doesn't keep to the worker protocol; its connection is closed. */
public final class ProtocolException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }
}
