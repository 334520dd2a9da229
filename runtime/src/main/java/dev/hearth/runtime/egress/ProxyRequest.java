package dev.hearth.runtime.egress;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a request to a proxy (RFC 9112), read strictly: whatever could be read in two ways is
 * refused.
 *
 * @param forwarded what goes to the target first: nothing of a {@code CONNECT}; of a plain request
 *     its head in origin-form, which asks for the connection to be closed after the answer, so that
 *     no second request comes on it
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record ProxyRequest(Target target, boolean tunnel, byte[] forwarded) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([!-~]{1,8000}) (HTTP/1\\.[01])");
  private static final Pattern HEADER =
      Pattern.compile("(" + TOKEN + "):[ \\t]*([\\t -~\\x80-\\xff]*)");
  private static final Pattern URL = Pattern.compile("(?i:http)://([^/?#@]+)([/?][^#]*)?");
  private static final int HTTP = 80;

  /** Headers that speak of one connection only (RFC 9110, 7.6.1), or to the proxy. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "keep-alive", "te", "upgrade", "http2-settings", "host");

  private record Header(String name, String value) {
    static Header parse(String line) throws Refusal {
      Matcher matcher = HEADER.matcher(line);
      if (!matcher.matches()) {
        throw Refusal.malformed("a header line is malformed");
      }
      return new Header(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2).strip());
    }
  }

  /**
   * Reads a head.
   *
   * @param head up to and without the empty line
   */
  static ProxyRequest parse(byte[] head) throws Refusal {
    String[] lines = new String(head, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    Matcher first = REQUEST_LINE.matcher(lines[0]);
    if (!first.matches()) {
      throw Refusal.malformed("the request line is malformed");
    }
    var headers = new ArrayList<Header>();
    for (int line = 1; line < lines.length; line++) {
      headers.add(Header.parse(lines[line]));
    }
    return first.group(1).equals("CONNECT")
        ? new ProxyRequest(target(first.group(2)), true, new byte[0])
        : plain(first, headers);
  }

  private static Target target(String authority) throws Refusal {
    return Target.parse(authority)
        .orElseThrow(() -> Refusal.malformed("the target is not of the form name:port"));
  }

  private static ProxyRequest plain(Matcher first, List<Header> headers) throws Refusal {
    Matcher parts = URL.matcher(first.group(2));
    if (!parts.matches()) {
      throw Refusal.malformed("a proxy takes CONNECT name:port, or a URL that begins with http://");
    }
    String authority = parts.group(1);
    Target target = target(authority.contains(":") ? authority : authority + ":" + HTTP);
    String path = parts.group(2) == null ? "/" : parts.group(2);
    var head = new StringBuilder(first.group(1) + " " + (path.startsWith("/") ? "" : "/") + path);
    head.append(" ").append(first.group(3)).append("\r\nHost: ");
    head.append(target.port() == HTTP ? target.host() : target);
    head.append("\r\nConnection: close\r\n");
    for (Header header : forwarded(headers)) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    return new ProxyRequest(target, false, bytes);
  }

  private static List<Header> forwarded(List<Header> headers) throws Refusal {
    var dropped = new HashSet<>(OF_THE_CONNECTION);
    long lengths = 0;
    for (Header header : headers) {
      if (header.name().equals("connection")) {
        for (String name : header.value().toLowerCase(Locale.ROOT).split(",", -1)) {
          dropped.add(name.strip());
        }
      }
      lengths += header.name().matches("content-length|transfer-encoding") ? 1 : 0;
    }
    if (lengths > 1) {
      throw Refusal.malformed("the length of the body is given more than once");
    }
    return headers.stream()
        .filter(header -> !dropped.contains(header.name()))
        .filter(header -> !header.name().startsWith("proxy-"))
        .toList();
  }
}
