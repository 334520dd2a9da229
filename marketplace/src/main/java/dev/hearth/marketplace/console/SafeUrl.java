package dev.hearth.marketplace.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which addresses from strangers may stand in a page: {@code javascript:} and its kin never
 * do.
 *
 * @param url the address
 * @param embeddable whether the page may load it as a picture, video or sound; otherwise it may
 *     only link there
 */
record SafeUrl(String url, boolean embeddable) {
  private static final Pattern PICTURE =
      Pattern.compile("data:image/(?:png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}");

  /**
   * The address, if it may stand in a page.
   *
   * @param apiOrigin the runtime's origin, from which pages may load media
   */
  static Optional<SafeUrl> of(String url, URI apiOrigin) {
    if (url.startsWith("data:")) {
      return PICTURE.matcher(url).matches()
          ? Optional.of(new SafeUrl(url, true))
          : Optional.empty();
    }
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("https") || scheme.equals("http");
      if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      return Optional.of(new SafeUrl(url, scheme.equals("https") || sameOrigin(uri, apiOrigin)));
    } catch (URISyntaxException _) {
      // No address at all, so nothing to show.
      return Optional.empty();
    }
  }

  private static boolean sameOrigin(URI url, URI origin) {
    return String.valueOf(url.getScheme()).equalsIgnoreCase(origin.getScheme())
        && String.valueOf(url.getHost()).equalsIgnoreCase(origin.getHost())
        && url.getPort() == origin.getPort();
  }
}
