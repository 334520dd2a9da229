package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(UnreachableRuntimeTest.NoRuntime.class)
class UnreachableRuntimeTest {
  private static final String PAGE = "/functions/hearth/noop";

  @Inject FakeCatalog catalog;

  /** Nothing listens on the discard port. */
  public static final class NoRuntime implements QuarkusTestProfile {
    private final ConsoleProfile base = new ConsoleProfile();

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return base.getEnabledAlternatives();
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(TestInstallation.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> config = new HashMap<>(base.getConfigOverrides());
      config.put("hearth.public.api-url", "http://127.0.0.1:9");
      return config;
    }
  }

  @Test
  void aRuntimeThatCannotBeReachedIsSaidPlainly() {
    catalog.set(Samples.noop());
    Browser browser = Browser.signedIn(FakeAccounts.DEVELOPER_KEY);
    browser.page(PAGE);
    Response submit = browser.run(PAGE, Map.of("in.", "{\"a\":1}"));
    assertEquals(502, submit.statusCode());
    var page = Browser.parse(submit);
    assertTrue(page.select("[role=alert]").text().contains("can't be reached right now"));
    assertEquals("{\"a\":1}", page.expectFirst("textarea").text());
    Response run = browser.get(PAGE + "/runs/abc");
    assertEquals(502, run.statusCode());
    assertTrue(Browser.parse(run).select("main").text().contains("can't be reached right now"));
    assertEquals(204, browser.htmx(PAGE + "/runs/abc").statusCode(), "a page that polls goes on");
  }
}
