package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class FunctionPageTest {
  @Inject FakeCatalog catalog;
  @Inject FakeAccounts accounts;

  private final Browser anonymous = new Browser();

  @BeforeEach
  void reset() {
    accounts.reset();
    catalog.set(Samples.upscale(), Samples.noop());
  }

  private Document upscale() {
    return anonymous.page("/functions/hearth/upscale");
  }

  @Test
  void showsWhatTheFunctionIs() {
    Document page = upscale();
    assertEquals("Upscale", page.select("h1").text());
    assertEquals("$0.001 per megapixel", page.select(".facts .price").text());
    assertEquals("image-to-image", page.select(".facts .tag").text());
    assertEquals("3f786850e387", page.select(".facts code").text());
    assertTrue(page.select(".facts").text().contains("1 March 2026"));
  }

  @Test
  void theFormFollowsTheSchema() {
    Element form = upscale().expectFirst("#playground");
    assertEquals("image/*", form.select("input[type=file][name=file.image_url]").attr("accept"));
    assertEquals(1, form.select("input[name=in.image_url]").size());
    assertEquals(List.of("2", "4"), form.select("select[name=in.scale] option").eachAttr("value"));
    assertEquals("2", form.select("select[name=in.scale] option[selected]").val());
    assertEquals("auto", form.select("select[name=in.model] option[selected]").val());
    assertTrue(form.select("legend").text().contains("required"));
    assertTrue(form.select(".help").text().contains("PNG, JPEG or WebP"));
  }

  @Test
  void eachEndpointHasItsPage() {
    catalog.set(Samples.paint());
    Document root = anonymous.page("/functions/hearth/paint");
    assertEquals(
        List.of("/functions/hearth/paint", "/functions/hearth/paint?endpoint=%2Fedit"),
        root.select(".endpoints a").eachAttr("href"));
    assertEquals("/", root.select(".endpoints a[aria-current]").text());
    Document edit = anonymous.page("/functions/hearth/paint?endpoint=/edit");
    assertEquals("/edit", edit.select(".endpoints a[aria-current]").text());
    Element form = edit.expectFirst("#playground");
    assertEquals("/functions/hearth/paint?endpoint=%2Fedit", form.attr("action"));
    assertTrue(form.select("[name=in.layers]").text().contains("https://example.com/a.png"));
    assertEquals(
        List.of("small", "large"), form.select("select[name=in.size] option").eachAttr("value"));
    assertEquals(1, form.select("textarea[name=in.note]").size());
    assertTrue(edit.select("#snippet-curl").text().contains("/run/hearth/paint/edit"));
    assertTrue(upscale().select(".endpoints").isEmpty(), "one endpoint is no choice");
  }

  @Test
  void endpointThatIsNoneIs404() {
    catalog.set(Samples.paint());
    for (String path : List.of("/other", "edit", "/edit/../edit", "%00", "<b>")) {
      assertEquals(
          404,
          anonymous
              .get("/functions/hearth/paint?endpoint=" + path.replace("<b>", "%3Cb%3E"))
              .statusCode(),
          path);
    }
  }

  @Test
  void composedTypesAreDocumented() {
    catalog.set(Samples.paint());
    Document page = anonymous.page("/functions/hearth/paint?endpoint=/edit");
    String table = page.select("section.schema").getFirst().text();
    assertTrue(table.contains("shape Circle | Box"), table);
    assertTrue(table.contains("shape.r number"), table);
    assertTrue(table.contains("size \"small\" | \"large\" | Custom"), table);
    assertTrue(table.contains("size.width integer"), table);
  }

  @Test
  void weightsAndHostsAreTold() {
    catalog.set(Samples.paint());
    Element parts = anonymous.page("/functions/hearth/paint").expectFirst("section.parts");
    assertTrue(parts.text().contains("Apache-2.0 & <more>"), parts.text());
    assertEquals("https://example.com/weights", parts.select("a").attr("href"));
    assertTrue(parts.text().contains("api.example.com"));
    assertFalse(parts.text().contains("TOKEN"), "secrets are the owner's affair");
    assertTrue(upscale().select("section.parts").isEmpty());
  }

  @Test
  void everyControlHasALabelAndWhatDescribesItExists() {
    catalog.set(
        Samples.withInput(
            "all",
            Json.parseObject(
                """
                {"properties":{"text":{"type":"string","description":"d"},
                  "line":{"type":"string"},"n":{"type":"number","minimum":0},
                  "flag":{"type":"boolean","default":true,"description":"d"},
                  "pick":{"enum":["a","b"]},"raw":{"type":"array","description":"d"},
                  "video":{"type":"string","x-hearth-media":"video","description":"d"}},
                 "required":["text","video"]}
                """)));
    Document page = anonymous.page("/functions/hearth/all");
    Set<String> labelled =
        page.select("#playground label").stream()
            .map(label -> label.attr("for"))
            .collect(Collectors.toSet());
    List<Element> controls =
        page.select("#playground").select("input:not([type=hidden]), select, textarea");
    assertEquals(8, controls.size());
    for (Element control : controls) {
      assertTrue(labelled.contains(control.id()), control.outerHtml());
      String about = control.attr("aria-describedby");
      assertTrue(about.isEmpty() || page.getElementById(about) != null, control.outerHtml());
    }
    assertTrue(page.expectFirst("input[type=checkbox]").hasAttr("checked"));
    assertTrue(page.expectFirst("[name=in.text]").hasAttr("required"));
    assertEquals(List.of("", "a", "b"), page.select("[name=in.pick] option").eachAttr("value"));
  }

  @Test
  void anyObjectIsOnePrefilledField() {
    Document page = anonymous.page("/functions/hearth/noop");
    assertEquals("{}", page.expectFirst("textarea").text());
    assertEquals("in.", page.expectFirst("textarea").attr("name"));
  }

  @Test
  void strangersAreAskedToSignInInsteadOfRunning() {
    Document page = upscale();
    assertEquals(0, page.select("#playground button").size());
    Element link = page.expectFirst("#playground a.primary");
    assertEquals("Sign in to run", link.text());
    assertEquals("/sign-in?next=%2Ffunctions%2Fhearth%2Fupscale", link.attr("href"));
    Document signedIn =
        Browser.signedIn(FakeAccounts.DEVELOPER_KEY).page("/functions/hearth/upscale");
    assertEquals("Run", signedIn.select("#playground button").text());
    assertTrue(signedIn.select("header").text().contains("$19.9985"));
  }

  @Test
  void snippetsAndTablesNameTheRealThings() {
    Document page = upscale();
    String api = FakeRuntime.instance().api();
    assertTrue(page.select("#snippet-curl pre").text().contains(api + "/run/hearth/upscale"));
    assertTrue(page.select("#snippet-js pre").text().contains("fal.subscribe(\"hearth/upscale\""));
    assertTrue(page.select("#snippet-java pre").text().contains("hearth/upscale"));
    List<String> names = page.select("tbody th code").eachText();
    assertTrue(names.containsAll(List.of("image_url", "scale", "model", "image.width")));
    assertTrue(page.select("tbody").text().contains("2 | 4"));
  }

  @Test
  void privateFunctionsAreSeenByTheirOwnerOnly() {
    catalog.set(Samples.privately(Samples.upscale()));
    assertEquals(404, anonymous.get("/functions/hearth/upscale").statusCode());
    assertEquals(
        404,
        Browser.signedIn(FakeAccounts.DEVELOPER_KEY).get("/functions/hearth/upscale").statusCode());
    Document page = Browser.signedIn(FakeAccounts.CREATOR_KEY).page("/functions/hearth/upscale");
    assertTrue(page.select(".facts").text().contains("only you can see and call it"));
  }

  @Test
  void schemasCannotBringMarkup() {
    String evil = "\\\"><script>alert(1)</script>";
    catalog.set(
        Samples.withInput(
            "evil",
            Json.parseObject(
                ("{\"properties\":{\"E\":{\"type\":\"string\",\"description\":\"E\",\"default\":\"E\"},"
                     + "\"x\":{\"enum\":[\"E\"],\"default\":\"E\"},"
                     + "\"y\":{\"type\":\"array\",\"default\":[\"</textarea>E\"]}}}")
                    .replace("E", evil))));
    Document page = anonymous.page("/functions/hearth/evil");
    assertEquals(0, page.select("main script").size());
    assertTrue(page.expectFirst("textarea").text().contains("</textarea>"));
    assertFalse(page.select("select option").text().isEmpty());
  }
}
