package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.console.FakeRuntime.Answer;
import dev.hearth.marketplace.console.FakeRuntime.Asked;
import dev.hearth.sdk.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class RunTest {
  private static final String FUNCTION = "hearth/upscale";
  private static final String PAGE = "/functions/" + FUNCTION;
  private static final String RUN = PAGE + "/runs/" + FakeRuntime.REQUEST_ID;
  private static final String PICTURE = "https://example.com/in.png";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};

  @TempDir Path folder;
  @Inject FakeCatalog catalog;
  @Inject FakeAccounts accounts;

  private final FakeRuntime runtime = FakeRuntime.instance();
  private Browser browser = new Browser();

  @BeforeEach
  void reset() {
    accounts.reset();
    runtime.reset();
    runtime.acceptSubmits(FUNCTION);
    catalog.set(Samples.upscale(), Samples.noop());
    browser = Browser.signedIn(FakeAccounts.DEVELOPER_KEY);
    browser.page(PAGE);
  }

  /** A file, because only files are sent with their length, as browsers do. */
  private File picture() {
    try {
      return Files.write(folder.resolve("cat.png"), PNG).toFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response run(String picture, String scale) {
    return browser.run(
        PAGE, Map.of("in.image_url", picture, "in.scale", scale, "in.model", "auto"));
  }

  private void finish(String output, String cost) {
    runtime.status(
        FUNCTION,
        """
        {"status":"COMPLETED","logs":[{"message":"enlarged <b>","level":"INFO"}],
         "metrics":{"inference_time":1.2345}}
        """);
    runtime.result(FUNCTION, 200, output, cost);
  }

  @Test
  void aFormBecomesARequestWithTheVisitorsOwnKey() {
    Response answer = run(PICTURE, "4");
    assertEquals(303, answer.statusCode());
    assertTrue(answer.header("Location").endsWith(RUN), answer.header("Location"));
    Asked submit = runtime.asked("POST /queue/" + FUNCTION).getFirst();
    assertEquals(Optional.of("Key " + FakeAccounts.DEVELOPER_KEY), submit.authorization());
    assertEquals(
        Json.parse("{\"image_url\":\"" + PICTURE + "\",\"scale\":4,\"model\":\"auto\"}"),
        Json.parse(submit.text()));
  }

  @Test
  void theFormOfAnEndpointCallsThatEndpoint() {
    catalog.set(Samples.paint());
    runtime.acceptSubmits("hearth/paint/edit");
    Response answer =
        browser.keep(
            browser
                .multipart(Map.of("in.layers", "[\"" + PICTURE + "\"]", "in.size", "large"))
                .post("/functions/hearth/paint?endpoint=/edit"));
    assertEquals(303, answer.statusCode());
    Asked submit = runtime.asked("POST /queue/hearth/paint/edit").getFirst();
    assertEquals(
        Json.parse("{\"layers\":[\"" + PICTURE + "\"],\"size\":\"large\"}"),
        Json.parse(submit.text()));
  }

  @Test
  void aChosenFileIsUploadedFirst() {
    Response answer =
        browser.keep(
            browser
                .multipart(Map.of("in.image_url", "", "in.scale", "2", "in.model", "auto"))
                .multiPart("file.image_url", picture(), "image/png")
                .post(PAGE));
    assertEquals(303, answer.statusCode());
    Asked initiate = runtime.asked("POST /rest/storage/upload/initiate").getFirst();
    assertEquals(
        Json.parse("{\"content_type\":\"image/png\",\"file_name\":\"cat.png\"}"),
        Json.parse(initiate.text()));
    assertEquals(Optional.of("Key " + FakeAccounts.DEVELOPER_KEY), initiate.authorization());
    Asked upload = runtime.asked("PUT /upload/abc").getFirst();
    assertEquals(new String(PNG, StandardCharsets.ISO_8859_1), upload.latin1());
    assertEquals(Optional.empty(), upload.authorization());
    assertEquals(Optional.of("image/png"), upload.type());
    String input = runtime.asked("POST /queue").getFirst().text();
    assertEquals(runtime.api() + "/media/abc/cat.png", Json.parseObject(input).string("image_url"));
  }

  @Test
  void faultsStandAtTheirFieldsAndWhatWasTypedStays() {
    Response answer = run("ftp://x", "3");
    assertEquals(422, answer.statusCode());
    Document page = Browser.parse(answer);
    assertEquals(2, page.select(".field.faulty").size());
    assertEquals("ftp://x", page.expectFirst("[name=in.image_url]").val());
    assertEquals("true", page.expectFirst("[name=in.image_url]").attr("aria-invalid"));
    assertTrue(page.select(".error").text().contains("Choose one of the listed values."));
    assertEquals(List.of(), runtime.asked("POST /queue"));
  }

  @Test
  void anUploadIsKeptWhenAnotherFieldIsAtFault() {
    Document page =
        Browser.parse(
            browser
                .multipart(Map.of("in.scale", "3"))
                .multiPart("file.image_url", picture(), "image/png")
                .post(PAGE));
    assertEquals(
        runtime.api() + "/media/abc/cat.png", page.expectFirst("[name=in.image_url]").val());
  }

  @Test
  void htmxGetsTheFormAloneWhenItIsAtFault() {
    Response answer =
        browser.multipart(Map.of("in.scale", "3")).header("HX-Request", "true").post(PAGE);
    assertEquals(422, answer.statusCode());
    assertEquals("#playground", answer.header("HX-Retarget"));
    Document part = Browser.parse(answer);
    assertEquals(0, part.select("header").size());
    assertTrue(part.select("#playground [name=csrf-token]").val().length() > 10);
  }

  @Test
  void strangersCannotRun() {
    Browser stranger = new Browser();
    stranger.page(PAGE);
    Response answer = stranger.run(PAGE, Map.of("in.image_url", PICTURE));
    assertEquals(303, answer.statusCode());
    assertTrue(answer.header("Location").contains("/sign-in?next=%2Ffunctions"));
    Response part =
        stranger.multipart(Map.of("in.image_url", PICTURE)).header("HX-Request", "true").post(PAGE);
    assertEquals(401, part.statusCode());
    assertTrue(part.header("HX-Redirect").startsWith("/sign-in"));
    assertEquals(303, stranger.get(RUN).statusCode());
    assertEquals(303, stranger.get(RUN + "/result.json").statusCode());
    assertEquals(List.of(), runtime.asked(""));
  }

  @Test
  void formsFromElsewhereCannotRun() {
    Response answer =
        browser
            .request()
            .multiPart("csrf-token", "forged")
            .multiPart("in.image_url", PICTURE)
            .post(PAGE);
    assertEquals(403, answer.statusCode());
    assertEquals(List.of(), runtime.asked(""));
  }

  @Test
  void refusalsOfTheRuntimeStandWhereTheyBelong() {
    runtime.answer(
        "POST /queue/" + FUNCTION,
        new Answer(
            422,
            """
            {"detail":[{"loc":["body","image_url"],"msg":"<i>too</i> small","type":"x"},
             {"loc":["body"],"msg":"as a whole","type":"y"}]}
            """));
    Response answer = run(PICTURE, "2");
    assertEquals(422, answer.statusCode());
    Document page = Browser.parse(answer);
    assertEquals("<i>too</i> small", page.select(".field.faulty .error").text());
    assertEquals("as a whole", page.select("[role=alert]").text());
    assertEquals(PICTURE, page.expectFirst("[name=in.image_url]").val());
  }

  @Test
  void missingFundsAreTold() {
    String detail = "this call may cost up to $20.5, which the account's funds don't cover";
    runtime.answer(
        "POST /queue/" + FUNCTION,
        new Answer(402, "{\"detail\":\"" + detail + "\",\"error_type\":\"insufficient_funds\"}"));
    Response answer = run(PICTURE, "2");
    assertEquals(402, answer.statusCode());
    assertEquals(
        List.of(detail, "Your balance is $19.9985. At least $0.5015 is missing."),
        Browser.parse(answer).select("[role=alert] p").eachText());
  }

  @Test
  void brokenAnswersAreNoBlankPages() {
    for (String body : List.of("", "<html>", "[]", "{}")) {
      runtime.answer("POST /queue/" + FUNCTION, new Answer(200, body));
      Response answer = run(PICTURE, "2");
      assertEquals(502, answer.statusCode(), body);
      assertTrue(Browser.parse(answer).select("[role=alert]").text().contains("not understood"));
    }
    runtime.answer("POST /queue/" + FUNCTION, new Answer(503, "<b>nginx"));
    assertTrue(
        Browser.parse(run(PICTURE, "2")).select("[role=alert]").text().contains("status 503"));
  }

  @Test
  void theQueueIsShownAndPolled() {
    runtime.status(FUNCTION, "{\"status\":\"IN_QUEUE\",\"queue_position\":3,\"logs\":null}");
    Document page = browser.page(RUN);
    Element panel = page.expectFirst(".run");
    assertTrue(panel.text().contains("In the queue") && panel.text().contains("3 before it"));
    assertEquals("every 500ms", panel.attr("hx-trigger"));
    assertTrue(page.expectFirst("noscript").html().contains("http-equiv=\"refresh\""));
    String poll = panel.attr("hx-get");
    assertEquals(204, browser.htmx(poll).statusCode(), "nothing changed");
    runtime.status(
        FUNCTION,
        "{\"status\":\"IN_PROGRESS\",\"logs\":[{\"message\":\"<b>x\",\"level\":\"INFO\"}]}");
    Document part = Browser.parse(browser.htmx(poll));
    assertTrue(part.text().contains("Running"));
    assertEquals("INFO <b>x", part.select(".log").text().strip());
    assertEquals(0, part.select("header").size());
    Asked status = runtime.asked("GET /queue").getFirst();
    assertEquals(Optional.of("Key " + FakeAccounts.DEVELOPER_KEY), status.authorization());
  }

  private void running(String course) {
    runtime.status(FUNCTION, "{\"status\":\"IN_PROGRESS\",\"logs\":[]," + course + "}");
  }

  @Test
  void progressAndTheLatestPreviewAreShownWhileItRuns() {
    String picture = runtime.api() + "/media/%s/p.png";
    String partial =
        "\"progress\":{\"done\":%d,\"total\":8},"
            + "\"partial\":{\"image\":{\"url\":\"%s\",\"content_type\":\"image/png\"}}";
    running(partial.formatted(3, picture.formatted("a")));
    Document page = browser.page(RUN);
    assertEquals("3", page.expectFirst("progress").attr("value"));
    assertEquals("8", page.expectFirst("progress").attr("max"));
    assertTrue(page.expectFirst(".progress").text().contains("3 of 8"));
    assertEquals(List.of(picture.formatted("a")), page.select(".previews img").eachAttr("src"));
    String poll = page.expectFirst(".run").attr("hx-get");
    assertEquals(204, browser.htmx(poll).statusCode(), "nothing changed");
    running(partial.formatted(4, picture.formatted("a")));
    Document next = Browser.parse(browser.htmx(poll));
    assertEquals("4", next.expectFirst("progress").attr("value"));
    poll = next.expectFirst(".run").attr("hx-get");
    running(partial.formatted(4, picture.formatted("b")));
    next = Browser.parse(browser.htmx(poll));
    assertEquals(List.of(picture.formatted("b")), next.select(".previews img").eachAttr("src"));
    finish("{\"a\":1}", "0");
    Document done = Browser.parse(browser.htmx(next.expectFirst(".run").attr("hx-get")));
    assertEquals(0, done.select("progress, .previews").size());
  }

  @Test
  void previewsCannotBringMarkupAndAreFew() {
    running(
        "\"progress\":{\"done\":0,\"total\":0},\"partial\":[\"<script>alert(1)</script>\","
            + "{\"url\":\"javascript:alert(1)\",\"content_type\":\"image/png\"},"
            + "{\"url\":\"https://example.com/p.png\",\"content_type\":\"image/png\"},".repeat(9)
            + "null]");
    Document page = browser.page(RUN);
    assertEquals(0, page.select("main script, [href^=javascript], progress").size());
    assertEquals(4, page.select(".previews img").size());
  }

  @Test
  void statusThatIsNotUnderstoodIsNoBlankPage() {
    running("\"progress\":{\"done\":\"x\"}");
    assertEquals(502, browser.get(RUN).statusCode());
  }

  @Test
  void aResultIsShownBesideItsInputWithCostAndTime() {
    run(PICTURE, "2");
    String url = runtime.api() + "/media/out.png";
    finish(
        "{\"image\":{\"url\":\"%s\",\"content_type\":\"image/png\",\"width\":512,\"height\":256}}"
            .formatted(url),
        "0.000131072");
    Document page = browser.page(RUN);
    assertEquals(List.of(PICTURE, url), page.select(".compare img").eachAttr("src"));
    assertTrue(page.select(".compare").text().contains("512 × 256"));
    assertEquals("$0.000131072", page.select(".cost").text());
    assertTrue(page.select(".bill").text().contains("1.23 s"));
    assertTrue(page.select("details pre").text().contains("\"width\": 512"));
    assertEquals("INFO enlarged <b>", page.select(".log").text().strip());
    assertFalse(page.expectFirst(".run").hasAttr("hx-get"));
    assertEquals(0, page.select("noscript").size());
  }

  @Test
  void inputsAreShownOnlyToTheirAccount() {
    run(PICTURE, "2");
    finish(
        "{\"image\":{\"url\":\"https://example.com/out.png\",\"content_type\":\"image/png\"}}",
        "0");
    Document other = Browser.signedIn(FakeAccounts.CREATOR_KEY).page(RUN);
    assertEquals(
        List.of("https://example.com/out.png"), other.select(".pictures img").eachAttr("src"));
  }

  @Test
  void videoSoundAndOtherFilesHaveTheirPlayers() {
    finish(
        """
        {"v":{"url":"https://example.com/v","content_type":"video/mp4"},
         "a":{"url":"https://example.com/a","content_type":"audio/wav"},
         "f":{"url":"http://example.com/f","content_type":"image/png"}}
        """,
        "1.5");
    Document page = browser.page(RUN);
    assertEquals("https://example.com/v", page.expectFirst("video").attr("src"));
    assertEquals("https://example.com/a", page.expectFirst("audio").attr("src"));
    assertEquals("http://example.com/f", page.expectFirst(".file a").attr("href"));
    assertEquals("$1.50", page.select(".cost").text());
  }

  @Test
  void outputsCannotBringMarkupOrScripts() {
    finish(
        """
        {"image":{"url":"javascript:alert(1)","content_type":"image/png"},
         "svg":{"url":"data:image/svg+xml;base64,PHN2Zy8+","content_type":"image/png"},
         "text":"</code></pre><script>alert(1)</script><img src=x onerror=y>"}
        """,
        "0.1");
    Document page = browser.page(RUN);
    assertEquals(0, page.select("main script, main img, [href^=javascript]").size());
    assertTrue(page.select("details pre").text().contains("<script>alert(1)</script>"));
  }

  @Test
  void failuresShowEveryReasonAndTheirCost() {
    runtime.status(FUNCTION, "{\"status\":\"COMPLETED\",\"logs\":null,\"error\":\"x\"}");
    runtime.result(
        FUNCTION,
        422,
        """
        {"detail":[{"loc":["body","image_url"],"msg":"not a <picture>","type":"image_load_error"},
         {"loc":["body","list",2],"msg":"too long","type":"x"}]}
        """,
        "0");
    Document page = browser.page(RUN);
    assertTrue(page.select(".state").text().contains("Failed"));
    assertEquals(
        List.of("image_url not a <picture>", "list.2 too long"),
        page.select("[role=alert] p").eachText());
    assertEquals("$0.00", page.select(".cost").text());
  }

  @Test
  void theOutputCanBeKept() {
    finish("{\"a\":\"<b>\"}", "0");
    Response answer = browser.get(RUN + "/result.json");
    assertEquals("{\"a\":\"<b>\"}", answer.asString());
    assertTrue(answer.contentType().startsWith("application/json"));
    assertTrue(answer.header("Content-Disposition").startsWith("attachment"));
  }

  @Test
  void cancellingAsksTheRuntimeAndShowsTheRun() {
    runtime.status(FUNCTION, "{\"status\":\"IN_QUEUE\",\"queue_position\":0,\"logs\":null}");
    runtime.answer(
        "PUT /queue/" + FUNCTION + "/requests/" + FakeRuntime.REQUEST_ID + "/cancel",
        new Answer(202, "{\"status\":\"CANCELLATION_REQUESTED\"}"));
    Document page = browser.page(RUN);
    Response answer = browser.post(page.expectFirst(".run form").attr("action"), Map.of());
    assertEquals(303, answer.statusCode());
    assertTrue(answer.header("Location").endsWith(RUN));
    assertEquals(1, runtime.asked("PUT /queue").size());
  }

  @Test
  void requestsOfOthersAreNotFound() {
    assertEquals(404, browser.get(RUN).statusCode());
    assertEquals(404, browser.get(PAGE + "/runs/..%2f..%2fx").statusCode());
    assertEquals(404, browser.get(RUN + "/result.json").statusCode());
  }
}
