package dev.hearth.sdk.worker;

import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or error as lines of the worker's log. A second carries at most {@value
 * #LINES_PER_SECOND} lines; what is more is counted and told, so that a function which prints
 * without end doesn't drown the node.
 */
final class LogLines extends OutputStream {
  private static final int MAX_LINE_BYTES = 16 << 10;
  private static final int LINES_PER_SECOND = 500;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final FrameChannel channel;
  private final String level;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long secondStart = System.nanoTime();
  private int linesThisSecond;
  private long dropped;

  LogLines(FrameChannel channel, String level) {
    this.channel = channel;
    this.level = level;
  }

  /** The payload of a {@code LOG} message, cut to the length that the protocol allows. */
  static JsonObject line(String level, String message) {
    int chars = Math.min(message.length(), MAX_LINE_BYTES / 4);
    String cut = chars == message.length() ? message : message.substring(0, chars) + "…";
    return JsonObject.builder().put("level", level).put("message", cut).build();
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (b == '\n') {
      endLine();
    } else if (line.size() < MAX_LINE_BYTES) {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void endLine() throws IOException {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (System.nanoTime() - secondStart > SECOND_NANOS) {
      secondStart = System.nanoTime();
      linesThisSecond = 0;
      tellDropped();
    }
    if (linesThisSecond++ < LINES_PER_SECOND) {
      send(level, text);
    } else {
      dropped++;
    }
  }

  private void tellDropped() throws IOException {
    if (dropped > 0) {
      send("WARN", dropped + " lines of " + level + " were dropped");
      dropped = 0;
    }
  }

  private void send(String as, String text) throws IOException {
    channel.write(Frame.of(FrameType.LOG, 0, line(as, text).print()));
  }
}
