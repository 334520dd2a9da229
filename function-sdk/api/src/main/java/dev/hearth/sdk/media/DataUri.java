package dev.hearth.sdk.media;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A file within the text of its URL (RFC 2397).
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="picture"}
 *
 * @param contentType as the URL says, with its parameters; may be empty
 * @param bytes not copied
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record DataUri(String contentType, byte[] bytes) {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  /** Whether a URL is one. */
  public static boolean is(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads one.
   *
   * @throws CallException with {@code FILE_DOWNLOAD_ERROR} if it has no comma or can't be decoded
   */
  public static DataUri parse(String uri) {
    int comma = uri.indexOf(',');
    if (comma < SCHEME.length()) {
      throw new CallException(ErrorCode.FILE_DOWNLOAD_ERROR, "the data URI has no comma");
    }
    String head = uri.substring(SCHEME.length(), comma);
    boolean base64 = head.endsWith(BASE64);
    String type = base64 ? head.substring(0, head.length() - BASE64.length()) : head;
    return new DataUri(type, decode(uri.substring(comma + 1), base64));
  }

  /** The whole URL, in Base64. */
  public String text() {
    return SCHEME + contentType + BASE64 + "," + Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String text, boolean base64) {
    try {
      return base64
          ? Base64.getMimeDecoder().decode(text)
          : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new CallException(ErrorCode.FILE_DOWNLOAD_ERROR, "the data URI can't be decoded", e);
    }
  }
}
