package dev.hearth.runtime.egress;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a worker wants to connect to.
 *
 * @param host name in lower case
 */
record Target(String host, int port) {
  private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]{1,253}):([0-9]{1,5})");

  /** Reads {@code name:port}; empty if it is anything else, also an IPv6 address. */
  static Optional<Target> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(2));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(new Target(matcher.group(1).toLowerCase(Locale.ROOT), port));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
