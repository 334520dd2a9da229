package dev.hearth.examples.speak.importer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the binary format of WebAssembly. Source: WebAssembly Core Specification 1.0, chapter 5.
 */
final class WasmReader {
  private static final int MORE = 0x80;
  private static final int SIGN = 0x40;

  private final ByteBuffer in;

  WasmReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  boolean atEnd() {
    return !in.hasRemaining();
  }

  int octet() {
    return Byte.toUnsignedInt(in.get());
  }

  /** A number without sign, in LEB128. */
  int unsigned() {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int octet = octet();
      value |= (octet & ~MORE) << shift;
      if (octet < MORE) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 32 bits at " + in.position());
  }

  /** A number with sign, in LEB128. */
  int signed() {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int octet = octet();
      value |= (octet & ~MORE) << shift;
      if (octet < MORE) {
        boolean negative = (octet & SIGN) != 0 && shift + 7 < Integer.SIZE;
        return negative ? value | -1 << shift + 7 : value;
      }
    }
    throw new IllegalArgumentException("a number of more than 32 bits at " + in.position());
  }

  /** As many bytes as the number before them says. */
  byte[] bytes() {
    return bytes(unsigned());
  }

  byte[] bytes(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  String name() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  byte[] rest() {
    return bytes(in.remaining());
  }

  /** Reads one byte that must be this one. */
  void expect(int octet) {
    int actual = octet();
    if (actual != octet) {
      throw new IllegalArgumentException("0x%02x instead of 0x%02x".formatted(actual, octet));
    }
  }
}
