package dev.hearth.examples.upscale;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Collects bytes without ever moving them: a large result needs its size twice, not four times. */
final class Chunks extends OutputStream {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Deque<byte[]> full = new ArrayDeque<>();
  private byte[] last = new byte[64 << 10];
  private int used;

  @Override
  public void write(int value) {
    makeRoom();
    last[used++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    while (from < offset + length) {
      makeRoom();
      int part = Math.min(offset + length - from, last.length - used);
      System.arraycopy(bytes, from, last, used, part);
      used += part;
      from += part;
    }
  }

  /** All bytes so far; this collection is empty afterwards. */
  byte[] toByteArray() {
    full.add(Arrays.copyOf(last, used));
    used = 0;
    var all = new byte[Math.toIntExact(full.stream().mapToLong(chunk -> chunk.length).sum())];
    int at = 0;
    while (!full.isEmpty()) {
      byte[] chunk = full.remove();
      System.arraycopy(chunk, 0, all, at, chunk.length);
      at += chunk.length;
    }
    return all;
  }

  private void makeRoom() {
    if (used == last.length) {
      full.add(last);
      last = new byte[CHUNK_BYTES];
      used = 0;
    }
  }
}
