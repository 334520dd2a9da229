package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ErrorPageTest {
  @Inject FakeCatalog catalog;

  private final Browser browser = new Browser();

  @Test
  void unknownPagesLookLikeTheConsole() {
    catalog.set(Samples.noop());
    for (String path : List.of("/nothing", "/functions/hearth/none", "/functions/x", "/a/b/c")) {
      Response answer = browser.get(path);
      assertEquals(404, answer.statusCode(), path);
      Document page = Browser.parse(answer);
      assertEquals("Nothing here", page.select("h1").text(), path);
      assertEquals(1, page.select("header .brand").size(), path);
      assertTrue(answer.contentType().startsWith("text/html"), path);
    }
  }

  @Test
  void faultsOfTheConsoleSayNothingOfItsInside() {
    catalog.fail(new IllegalStateException("secret of the inside"));
    Response answer = browser.get("/");
    catalog.set();
    assertEquals(500, answer.statusCode());
    assertEquals("Something went wrong", Browser.parse(answer).select("h1").text());
    assertFalse(Objects.requireNonNull(answer.asString()).contains("secret of the inside"));
    assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'none'"));
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedInWords() {
    Response answer =
        browser
            .request()
            .contentType("application/x-www-form-urlencoded")
            .body("x".repeat(8 * 1024 * 1024 + 1))
            .post("/sign-in");
    assertEquals(413, answer.statusCode());
    assertEquals("Too large", Browser.parse(answer).select("h1").text());
  }

  @Test
  void htmxGetsErrorsAsAPart() {
    Document part = Browser.parse(browser.htmx("/functions/hearth/none"));
    assertEquals(0, part.select("header").size());
    assertTrue(part.select("[role=alert]").text().startsWith("Nothing here"));
  }

  @Test
  void pathsOfTheApiKeepTheirOwnErrors() {
    Response answer = browser.get("/v1/nothing");
    assertFalse(Objects.requireNonNull(answer.asString()).contains("Nothing here"));
    assertEquals(null, answer.header("Content-Security-Policy"));
  }
}
