package dev.hearth.examples.speak.importer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the binary format of WebAssembly. Source: WebAssembly Core Specification 1.0, chapter 5.
 */
final class WasmWriter {
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WasmWriter octet(int octet) {
    out.write(octet);
    return this;
  }

  /** A number without sign, in LEB128. */
  WasmWriter unsigned(int value) {
    int rest = value;
    while (Integer.compareUnsigned(rest, MORE) >= 0) {
      out.write(rest | MORE);
      rest >>>= 7;
    }
    out.write(rest);
    return this;
  }

  /** A number with sign, in LEB128. */
  WasmWriter signed(int value) {
    int rest = value;
    while (rest < -0x40 || rest >= 0x40) {
      out.write(rest | MORE);
      rest >>= 7;
    }
    out.write(rest & ~MORE);
    return this;
  }

  /** Bytes with how many they are before them. */
  WasmWriter bytes(byte[] bytes) {
    return unsigned(bytes.length).raw(bytes);
  }

  WasmWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  WasmWriter name(String name) {
    return bytes(name.getBytes(StandardCharsets.UTF_8));
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
