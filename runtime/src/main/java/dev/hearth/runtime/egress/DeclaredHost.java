package dev.hearth.runtime.egress;

/**
 * A host of a descriptor's {@code egress}.
 *
 * @param name without a leading {@code *.}
 * @param below whether names below it are meant, and not itself
 */
record DeclaredHost(String name, boolean below, int port) {
  private static final String WILDCARD = "*.";
  private static final int HTTPS = 443;

  /** Reads {@code name}, {@code *.name}, each with {@code :port} or 443. */
  static DeclaredHost parse(String text) {
    int colon = text.indexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    int port = colon < 0 ? HTTPS : Integer.parseInt(text.substring(colon + 1));
    return host.startsWith(WILDCARD)
        ? new DeclaredHost(host.substring(WILDCARD.length()), true, port)
        : new DeclaredHost(host, false, port);
  }

  boolean matches(Target target) {
    return port == target.port()
        && (below ? target.host().endsWith("." + name) : target.host().equals(name));
  }
}
