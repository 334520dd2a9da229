package dev.hearth.sdk.worker;

import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import java.util.Arrays;

/** The files of one call: numbers them and sends their bytes. Its call guards it. */
final class OutputFiles {
  private static final int MAX_NAME_LENGTH = 255;
  private static final int MAX_CONTENT_TYPE_LENGTH = 127;

  private final NodeLink link;
  private final long callId;
  private int count;
  private boolean unfinished;

  OutputFiles(NodeLink link, long callId) {
    this.link = link;
    this.callId = callId;
  }

  /** Sends a file whole and returns its URL. */
  String send(byte[] content) {
    int length = content.length; // fails for null before the file has a number
    begin();
    int from = 0;
    while (length - from > FileChunk.MAX_BYTES) {
      piece(Arrays.copyOfRange(content, from, from + FileChunk.MAX_BYTES));
      from += FileChunk.MAX_BYTES;
    }
    return finish(Arrays.copyOfRange(content, from, length));
  }

  /** Begins the next file. Its pieces stand together, so the one before must have ended. */
  void begin() {
    if (unfinished) {
      throw new IllegalStateException("file " + (count - 1) + " isn't finished");
    }
    unfinished = true;
    count++;
  }

  /** Sends a piece of the file that was begun, not its last. */
  void piece(byte[] bytes) {
    send(bytes, false);
  }

  /** Sends the last piece of the file that was begun and returns the file's URL. */
  String finish(byte[] bytes) {
    send(bytes, true);
    unfinished = false;
    return ResultPayload.FILE_SCHEME + (count - 1);
  }

  boolean unfinished() {
    return unfinished;
  }

  private void send(byte[] bytes, boolean last) {
    byte[] piece = new FileChunk(count - 1, last, bytes).encode();
    link.send(new Frame(FrameType.FILE, callId, piece));
  }

  /** {@code image.png} for {@code image/png}. */
  static String name(String kind, String contentType) {
    String subtype = contentType.substring(contentType.indexOf('/') + 1);
    int parameters = subtype.indexOf(';');
    String bare = (parameters < 0 ? subtype : subtype.substring(0, parameters)).strip();
    return switch (bare) {
      case "jpeg" -> kind + ".jpg";
      case "mpeg" -> kind + ".mp3";
      case "svg+xml" -> kind + ".svg";
      default -> isPlain(bare) ? kind + "." + bare : kind;
    };
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!Character.isLetterOrDigit(word.charAt(i))) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  static void requireContentType(String contentType) {
    boolean printable = contentType.chars().allMatch(c -> c >= ' ' && c <= '~');
    int slash = contentType.indexOf('/');
    if (!printable
        || slash <= 0
        || slash == contentType.length() - 1
        || contentType.length() > MAX_CONTENT_TYPE_LENGTH) {
      throw new IllegalArgumentException("\"" + contentType + "\" is no media type");
    }
  }

  static void requirePlainName(String name) {
    boolean plain = name.chars().allMatch(c -> c >= ' ' && c != '/' && c != '\\' && c != 0x7f);
    if (!plain
        || name.isBlank()
        || name.equals(".")
        || name.equals("..")
        || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("\"" + name + "\" is no plain file name");
    }
  }
}
