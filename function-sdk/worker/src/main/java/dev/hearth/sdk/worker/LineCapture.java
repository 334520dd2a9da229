package dev.hearth.sdk.worker;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends what is printed on a standard stream to the node's log, line by line. */
final class LineCapture extends OutputStream {
  private final WorkerLog log;
  private final String level;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

  LineCapture(WorkerLog log, String level) {
    this.log = log;
    this.level = level;
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      endLine();
    } else {
      line.write(b);
      if (line.size() == WorkerLog.MAX_MESSAGE_BYTES) {
        endLine();
      }
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int from = offset;
    while (from < end) {
      int until = Math.min(end, from + WorkerLog.MAX_MESSAGE_BYTES - line.size());
      int newline = indexOfNewline(bytes, from, until);
      line.write(bytes, from, (newline < 0 ? until : newline) - from);
      from = newline < 0 ? until : newline + 1;
      if (newline >= 0 || line.size() == WorkerLog.MAX_MESSAGE_BYTES) {
        endLine();
      }
    }
  }

  private static int indexOfNewline(byte[] bytes, int from, int until) {
    for (int i = from; i < until; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Sends a line that has not ended yet, before the process does. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      endLine();
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    log.write(
        WorkerLog.WORKER, level, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
