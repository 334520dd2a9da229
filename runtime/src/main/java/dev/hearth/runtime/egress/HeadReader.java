package dev.hearth.runtime.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Reads the head of a request.
 *
 * @param head without the empty line that ends it
 * @param rest what came behind
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeadReader(byte[] head, byte[] rest) {
  private static final int MOST_BYTES = 16 << 10;
  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  static HeadReader read(ReadableByteChannel channel) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(4 << 10);
    while (bytes.size() <= MOST_BYTES) {
      if (channel.read(buffer.clear()) < 0) {
        throw Refusal.malformed("the request ends within its head");
      }
      bytes.write(buffer.array(), 0, buffer.position());
      byte[] all = bytes.toByteArray();
      int end = end(all);
      if (end >= 0) {
        return new HeadReader(
            Arrays.copyOf(all, end), Arrays.copyOfRange(all, end + END.length, all.length));
      }
    }
    throw Refusal.malformed("the head of the request is longer than " + MOST_BYTES + " bytes");
  }

  private static int end(byte[] bytes) {
    for (int i = 0; i + END.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + END.length, END, 0, END.length)) {
        return i;
      }
    }
    return -1;
  }
}
