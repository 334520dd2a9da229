package dev.hearth.marketplace.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What the frame around every page shows.
 *
 * @param account name of who is signed in; empty for an anonymous visitor
 * @param balance their funds; empty likewise
 * @param path the page's own address, to which signing in returns; empty where who is looking isn't
 *     known
 */
record Chrome(String account, String balance, String path) {
  /** A frame that doesn't know who is looking. */
  static Chrome neutral() {
    return new Chrome("", "", "");
  }

  public boolean signedIn() {
    return !account.isEmpty();
  }

  public boolean anonymous() {
    return !signedIn() && !path.isEmpty();
  }

  public String signInUrl() {
    return "/sign-in?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
