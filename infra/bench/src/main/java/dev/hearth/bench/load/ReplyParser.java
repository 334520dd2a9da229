package dev.hearth.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Cuts answers out of the bytes of one keep-alive connection with one request at a time. */
final class ReplyParser {
  private static final String LENGTH = "\r\ncontent-length:";

  private byte[] bytes = new byte[1 << 14];
  private int filled;
  private int bodyStart = -1;
  private int bodyLength;
  private int status;

  /** The array to read into, from {@link #filled} on; grows as needed. */
  byte[] space() {
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    return bytes;
  }

  int filled() {
    return filled;
  }

  /** Takes note of {@code count} more bytes; gives the answer when it is whole. */
  Optional<HttpReply> received(int count) {
    filled += count;
    if (bodyStart < 0 && !readHead()) {
      return Optional.empty();
    }
    if (filled < bodyStart + bodyLength) {
      return Optional.empty();
    }
    var reply = new HttpReply(status, Arrays.copyOfRange(bytes, bodyStart, bodyStart + bodyLength));
    filled = 0;
    bodyStart = -1;
    return Optional.of(reply);
  }

  private boolean readHead() {
    int end = headEnd();
    if (end < 0) {
      return false;
    }
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    status = Integer.parseInt(head, 9, 12, 10);
    bodyLength = contentLength(head);
    bodyStart = end + 4;
    return true;
  }

  private static int contentLength(String head) {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      if (head.contains("transfer-encoding:")) {
        throw new IllegalStateException("the load generator reads no chunked answers: " + head);
      }
      return 0;
    }
    int end = head.indexOf("\r\n", at + LENGTH.length());
    String length = head.substring(at + LENGTH.length(), end < 0 ? head.length() : end);
    return Integer.parseInt(length.strip());
  }

  private int headEnd() {
    for (int i = 0; i + 3 < filled; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
