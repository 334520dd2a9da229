package dev.hearth.marketplace.console;

import dev.hearth.marketplace.listing.Catalog;
import dev.hearth.marketplace.listing.ListedFunction;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The gallery of listed functions. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class GalleryResource {
  private static final int PAGE_SIZE = 24;
  private static final int LAST_PAGE = 10_000;
  private static final int LONGEST_QUERY = 200;

  private final Catalog catalog;
  private final PageContext context;

  GalleryResource(Catalog catalog, PageContext context) {
    this.catalog = catalog;
    this.context = context;
  }

  @GET
  public TemplateInstance gallery(
      @QueryParam("q") @DefaultValue("") String query,
      @QueryParam("page") @DefaultValue("1") String page) {
    String text = query.strip();
    String bounded = text.substring(0, Math.min(LONGEST_QUERY, text.length()));
    int number = pageNumber(page);
    List<ListedFunction> found = catalog.search(bounded, (number - 1) * PAGE_SIZE, PAGE_SIZE + 1);
    List<GalleryView.Card> cards =
        found.stream().limit(PAGE_SIZE).map(GalleryView.Card::of).toList();
    return Pages.gallery(
        context.chrome(), new GalleryView(bounded, cards, number, found.size() > PAGE_SIZE));
  }

  private static int pageNumber(String text) {
    return text.matches("[1-9]\\d{0,4}") ? Math.min(Integer.parseInt(text), LAST_PAGE) : 1;
  }
}
