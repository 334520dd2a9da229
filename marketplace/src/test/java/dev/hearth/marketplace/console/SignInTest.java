package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class SignInTest {
  private static final String COOKIE = "hearth-session";

  @Inject FakeAccounts accounts;

  @BeforeEach
  void reset() {
    accounts.reset();
  }

  @Test
  void theCookieIsSealedAndBound() {
    Response answer = new Browser().signIn(FakeAccounts.DEVELOPER_KEY);
    assertEquals(303, answer.statusCode());
    assertTrue(answer.header("Location").endsWith("/account"));
    String cookie =
        answer.headers().getValues("Set-Cookie").stream()
            .filter(value -> value.startsWith(COOKIE + "="))
            .findFirst()
            .orElseThrow();
    assertTrue(cookie.contains("HttpOnly"), cookie);
    assertTrue(cookie.contains("SameSite=Strict"), cookie);
    assertTrue(cookie.contains("Path=/"), cookie);
    assertTrue(cookie.contains("Max-Age=43200"), cookie);
    assertFalse(cookie.contains("Secure"), cookie);
    assertFalse(cookie.contains("dev-secret"), cookie);
  }

  @Test
  void theAccountPageShowsFundsAndNeverTheKey() {
    Response answer = Browser.signedIn(FakeAccounts.DEVELOPER_KEY).get("/account");
    Document page = Browser.parse(answer);
    assertEquals("$19.9985", page.select(".cost").text());
    assertTrue(page.select("main").text().contains("developer"));
    assertTrue(page.select("main").text().contains(FakeRuntime.instance().api()));
    assertFalse(Objects.requireNonNull(answer.asString()).contains("dev-secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "dev-id:wrong", "<script>alert(1)</script>"})
  void wrongKeysAreRefusedWithAReason(String key) {
    Browser browser = new Browser();
    Response answer = browser.signIn(key);
    assertEquals(401, answer.statusCode());
    Document page = Browser.parse(answer);
    assertTrue(page.select("[role=alert]").text().contains("no valid key"));
    assertEquals("", page.expectFirst("#key").val());
    assertEquals(0, page.select("main script").size());
    assertEquals("", browser.cookie(COOKIE));
  }

  @Test
  void tamperedCookiesAreAnonymous() {
    Browser browser = Browser.signedIn(FakeAccounts.DEVELOPER_KEY);
    String cookie = browser.cookie(COOKIE);
    char last = cookie.charAt(cookie.length() / 2);
    browser.setCookie(
        COOKIE,
        cookie.substring(0, cookie.length() / 2)
            + (last == 'A' ? 'B' : 'A')
            + cookie.substring(cookie.length() / 2 + 1));
    Response answer = browser.get("/account");
    assertEquals(303, answer.statusCode());
    assertTrue(answer.header("Location").endsWith("/sign-in?next=%2Faccount"));
  }

  @Test
  void aRevokedKeyEndsTheSignIn() {
    Browser browser = Browser.signedIn(FakeAccounts.DEVELOPER_KEY);
    accounts.revoke(FakeAccounts.DEVELOPER_KEY);
    assertEquals(303, browser.get("/account").statusCode());
  }

  @Test
  void signingOutForgetsTheKey() {
    Browser browser = Browser.signedIn(FakeAccounts.DEVELOPER_KEY);
    browser.page("/account");
    Response answer = browser.post("/sign-out", Map.of());
    assertEquals(303, answer.statusCode());
    assertEquals(303, browser.get("/account").statusCode());
  }

  @Test
  void formsWithoutTheirTokenAreRefused() {
    Browser browser = new Browser();
    browser.page("/sign-in");
    for (String token : new String[] {"", "wrong"}) {
      Response answer =
          browser
              .request()
              .contentType("application/x-www-form-urlencoded")
              .formParam("csrf-token", token)
              .formParam("key", FakeAccounts.DEVELOPER_KEY)
              .post("/sign-in");
      assertEquals(403, answer.statusCode());
      assertEquals("This form can't be accepted", Browser.parse(answer).select("h1").text());
      assertEquals("", answer.cookies().getOrDefault(COOKIE, ""));
    }
  }

  @Test
  void otherMediaTypesCannotSlipPastTheToken() {
    Response answer =
        new Browser().request().contentType("text/plain").body("key=x").post("/sign-in");
    assertEquals(415, answer.statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""})
  void signingInNeverLeadsElsewhere(String next) {
    Browser browser = new Browser();
    browser.page("/sign-in");
    Response answer =
        browser.post("/sign-in", Map.of("key", FakeAccounts.DEVELOPER_KEY, "next", next));
    assertEquals(303, answer.statusCode());
    assertTrue(
        answer.header("Location").matches("(http://127\\.0\\.0\\.1:\\d+)?/"),
        answer.header("Location"));
  }
}
