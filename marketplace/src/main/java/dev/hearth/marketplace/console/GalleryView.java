package dev.hearth.marketplace.console;

import dev.hearth.marketplace.listing.ListedFunction;
import io.quarkus.qute.RawString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page of the gallery.
 *
 * @param query what is searched for; blank for everything
 * @param page from 1
 * @param more whether another page follows
 */
record GalleryView(String query, List<Card> cards, int page, boolean more) {
  GalleryView {
    cards = List.copyOf(cards);
  }

  /** A function in the gallery. */
  record Card(
      String id, String title, String category, String summary, String price, RawString artwork) {
    static Card of(ListedFunction function) {
      var descriptor = function.descriptor();
      return new Card(
          function.id(),
          descriptor.title(),
          descriptor.category(),
          descriptor.summary(),
          Dollars.price(function),
          new RawString(Artwork.svg(function.id())));
    }
  }

  public boolean searching() {
    return !query.isBlank();
  }

  public boolean empty() {
    return cards.isEmpty();
  }

  public boolean paged() {
    return more || page > 1;
  }

  public String previousUrl() {
    return url(page - 1);
  }

  public String nextUrl() {
    return url(page + 1);
  }

  private String url(int target) {
    String text = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return "/?" + (searching() ? "q=" + text + "&" : "") + "page=" + target;
  }
}
