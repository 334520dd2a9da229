package dev.hearth.marketplace.console;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Keeps cookies and fills forms, without JavaScript. */
final class Browser {
  private final Map<String, String> cookies = new HashMap<>();

  static Browser signedIn(String key) {
    var browser = new Browser();
    Response answer = browser.signIn(key);
    if (answer.statusCode() != 303) {
      throw new AssertionError("sign-in answered " + answer.statusCode() + answer.asString());
    }
    return browser;
  }

  Response signIn(String key) {
    page("/sign-in");
    return post("/sign-in", Map.of("key", key, "next", "/account"));
  }

  Response get(String path) {
    return keep(request().get(path));
  }

  Response htmx(String path) {
    return keep(request().header("HX-Request", "true").get(path));
  }

  Document page(String path) {
    return parse(get(path));
  }

  static Document parse(Response answer) {
    return Jsoup.parse(Objects.requireNonNull(answer.asString()));
  }

  /** Sends a plain form with the token that the last page carried. */
  Response post(String path, Map<String, String> fields) {
    var form =
        request()
            .urlEncodingEnabled(true)
            .contentType("application/x-www-form-urlencoded; charset=UTF-8");
    form.formParam("csrf-token", token());
    fields.forEach(form::formParam);
    return keep(form.post(path));
  }

  /** Sends a playground form. */
  Response run(String path, Map<String, String> fields) {
    return keep(multipart(fields).post(path));
  }

  RequestSpecification multipart(Map<String, String> fields) {
    RequestSpecification form = request().multiPart("csrf-token", token());
    fields.forEach((name, value) -> form.multiPart(name, value, "text/plain; charset=UTF-8"));
    return form;
  }

  Response keep(Response answer) {
    cookies.putAll(answer.cookies());
    return answer;
  }

  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  void setCookie(String name, String value) {
    cookies.put(name, value);
  }

  RequestSpecification request() {
    return given()
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false)
        .cookies(cookies)
        .accept("text/html,application/xhtml+xml,*/*;q=0.8");
  }

  private String token() {
    return cookie("hearth-csrf");
  }
}
