package dev.hearth.marketplace.console.run;

import java.net.URI;

/** Writes where a service is, as text to which paths are appended. */
public final class Origin {
  private Origin() {}

  /** Scheme, host and port, without a slash at the end. */
  public static String of(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
