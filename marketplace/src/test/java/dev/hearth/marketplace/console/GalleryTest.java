package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.listing.ListedFunction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class GalleryTest {
  @Inject FakeCatalog catalog;

  private final Browser browser = new Browser();

  @Test
  void cardsShowTitleNameCategorySummaryAndExactPrice() {
    catalog.set(Samples.upscale(), Samples.noop());
    Document page = browser.page("/");
    List<Element> cards = page.select(".card");
    assertEquals(2, cards.size());
    Element card = cards.getFirst();
    assertEquals("Upscale", card.select("h2").text());
    assertEquals("/functions/hearth/upscale", card.select("h2 a").attr("href"));
    assertEquals("hearth/upscale", card.select(".card-id").text());
    assertEquals("image-to-image", card.select(".tag").text());
    assertTrue(card.select(".card-summary").text().startsWith("Enlarges drawings"));
    assertEquals("$0.001 per megapixel", card.select(".price").text());
    assertEquals("$0.000001 per request", cards.getLast().select(".price").text());
  }

  @Test
  void everyFunctionHasItsOwnPictureAndAlwaysTheSame() {
    catalog.set(Samples.upscale(), Samples.noop());
    List<String> arts =
        browser.page("/").select(".card-art svg").stream().map(Element::html).toList();
    assertEquals(2, arts.size());
    assertNotEquals(arts.getFirst(), arts.getLast());
    assertEquals(
        arts, browser.page("/").select(".card-art svg").stream().map(Element::html).toList());
  }

  @Test
  void searchKeepsTheWordsAndShowsOnlyMatches() {
    catalog.set(Samples.upscale(), Samples.noop());
    Document page = browser.page("/?q=enlarges");
    assertEquals(List.of("Upscale"), page.select(".card h2").eachText());
    assertEquals("enlarges", page.select("input[name=q]").val());
  }

  @Test
  void searchWithoutMatchesSaysSo() {
    catalog.set(Samples.upscale());
    Document page = browser.page("/?q=%3Cb%3Enothing%3C/b%3E");
    assertEquals(0, page.select(".card").size());
    assertEquals("No function matches", page.select(".empty h2").text());
    assertEquals(0, page.select("b").size());
    assertTrue(page.select("[role=status]").text().contains("<b>nothing</b>"));
  }

  @Test
  void emptyCatalogTellsHowToFillIt() {
    catalog.set();
    Document page = browser.page("/");
    assertEquals("Nothing is listed yet", page.select(".empty h2").text());
    assertTrue(page.select(".empty code").text().contains("hearth deploy --submit"));
  }

  @Test
  void pagesHold24AndLinkToTheirNeighbours() {
    catalog.set(
        IntStream.range(0, 50)
            .mapToObj(i -> Samples.titled("f" + i, "F" + i, "x&y"))
            .toArray(ListedFunction[]::new));
    Document first = browser.page("/?q=x%26y");
    assertEquals(24, first.select(".card").size());
    assertEquals(0, first.select("a[rel=prev]").size());
    Document second = browser.page(first.select("a[rel=next]").attr("href"));
    assertEquals("F24", second.select(".card h2").eachText().getFirst());
    Document third = browser.page(second.select("a[rel=next]").attr("href"));
    assertEquals(List.of("F48", "F49"), third.select(".card h2").eachText());
    assertEquals(0, third.select("a[rel=next]").size());
  }

  @Test
  void senselessPageNumbersMeanTheFirst() {
    catalog.set(Samples.noop());
    for (String page : List.of("0", "-1", "x", "99999999999")) {
      assertEquals(1, browser.page("/?page=" + page).select(".card").size(), page);
    }
  }

  @Test
  void titlesAndSummariesAreEscaped() {
    catalog.set(Samples.titled("evil", "<script>alert(1)</script>", "\"><img src=x onerror=y>"));
    Document page = browser.page("/");
    assertEquals("<script>alert(1)</script>", page.select(".card h2").text());
    assertEquals(0, page.select(".card script, .card img").size());
  }

  @Test
  void pagesLoadOnlyTheirOwnFilesAndThoseExist() {
    catalog.set(Samples.upscale());
    Document page = browser.page("/");
    List<String> links =
        page.select("script, link, img").stream()
            .map(e -> e.hasAttr("src") ? e.attr("src") : e.attr("href"))
            .toList();
    assertTrue(links.stream().anyMatch(link -> link.contains("htmx.org/2.0.10")));
    for (String link : links) {
      assertTrue(link.startsWith("/"), link);
      assertEquals(200, browser.get(link).statusCode(), link);
    }
    assertEquals(0, page.select("style, script:not([src]), [style], [onclick]").size());
  }

  @Test
  void headersBindTheBrowser() {
    var answer = browser.get("/");
    String policy = answer.header("Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("script-src 'self';"), policy);
    assertTrue(policy.contains(FakeRuntime.instance().api()), policy);
    assertEquals("DENY", answer.header("X-Frame-Options"));
    assertEquals("same-origin", answer.header("Referrer-Policy"));
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    assertEquals("no-store", answer.header("Cache-Control"));
  }
}
