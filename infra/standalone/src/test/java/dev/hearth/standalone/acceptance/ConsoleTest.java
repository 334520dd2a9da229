package dev.hearth.standalone.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console in a real browser. */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleTest {
  private static final int PHONE_WIDTH = 390;
  private static final int PHONE_HEIGHT = 844;
  private static final int RUN_MILLIS = 60_000;

  /** The form starts as the function's example; its default would be 2. */
  private static final int EXAMPLE_SCALE = 4;

  private static final BufferedImage DRAWING = Pictures.lineArt(120, 80);

  private final Installation installation;
  private final HeadlessChromium chromium;
  private final Browser browser;

  ConsoleTest(Installation installation) {
    this.installation = installation;
    chromium = HeadlessChromium.launch();
    browser = chromium.browser();
  }

  @AfterAll
  void close() {
    chromium.close();
  }

  @Test
  void visitorFindsTheFunctionButCannotRunIt() {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      page.navigate(installation.console().toString());
      HeadlessChromium.screenshot(page, "gallery");
      page.getByRole(AriaRole.LINK).filter(withText("upscale")).first().click();
      assertThat(page).hasURL(Pattern.compile(".*/functions/hearth/upscale"));
      assertThat(runButton(page)).hasCount(0);
    }
  }

  @Test
  void upscaleRunsFromTheForm() throws Exception {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      signIn(page);
      openFunction(page);
      page.locator("input[type=file]")
          .first()
          .setInputFiles(new FilePayload("drawing.png", "image/png", Pictures.png(DRAWING)));
      runButton(page).click();
      Locator picture =
          page.locator("#run figure", new Page.LocatorOptions().setHasText("After")).locator("img");
      assertThat(picture)
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(RUN_MILLIS));
      picture.scrollIntoViewIfNeeded(); // it is loaded when it comes into view
      picture.evaluate("image => image.decode()");
      int width = DRAWING.getWidth() * EXAMPLE_SCALE;
      int height = DRAWING.getHeight() * EXAMPLE_SCALE;
      assertEquals(width, picture.evaluate("image => image.naturalWidth"));
      assertEquals(height, picture.evaluate("image => image.naturalHeight"));
      long price = Money.unitPriceNanos(installation, Upscale.FUNCTION);
      long cost = (long) width * height * price / 1_000_000;
      assertThat(page.locator("#run .cost")).hasText(dollars(cost));
      HeadlessChromium.screenshot(page, "function-result");
      page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
      assertFits(page, "function-result-phone");
    }
  }

  /** The form begins with the function's example. The browser's decoder says what the file is. */
  @Test
  void speakIsHeardFromTheForm() {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      signIn(page);
      page.navigate(installation.console().resolve("/functions/hearth/speak").toString());
      runButton(page).click();
      assertThat(page.locator("#run .cost")) // till then a sound is a part of the speech
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(RUN_MILLIS));
      Locator sound = page.locator("#run audio");
      assertThat(sound).isVisible();
      page.waitForCondition(() -> sound.evaluate("sound => sound.duration > 0").equals(true));
      Object seconds = sound.evaluate("sound => sound.duration");
      assertTrue(seconds instanceof Number n && n.doubleValue() > 2, seconds + " s");
      HeadlessChromium.screenshot(page, "function-sound");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void progressAndPreviewsAreSeenWhileItRuns(boolean withScripts, @TempDir Path folder)
      throws Exception {
    Easel.deploy(installation, folder);
    var options = new Browser.NewContextOptions().setJavaScriptEnabled(withScripts);
    try (BrowserContext context = browser.newContext(options)) {
      Page page = context.newPage();
      signIn(page);
      page.navigate(installation.console().resolve("/functions/" + Easel.FUNCTION).toString());
      page.locator("[name='in.strokes']").fill("20");
      page.locator("[name='in.millis']").fill("1000");
      runButton(page).click();
      var patience = new LocatorAssertions.IsVisibleOptions().setTimeout(RUN_MILLIS);
      assertThat(page.locator("#run progress")).isVisible(patience);
      assertThat(page.locator("#run .previews img").first()).isVisible(patience);
      assertThat(page.locator("#run .log")).containsText("stroke 1");
      HeadlessChromium.screenshot(
          page, "function-running" + (withScripts ? "" : "-without-scripts"));
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel")).click();
      assertThat(page.locator("#run").getByText("Failed"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(RUN_MILLIS));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void pagesFitAPhone(ColorScheme scheme) {
    var options =
        new Browser.NewContextOptions()
            .setViewportSize(PHONE_WIDTH, PHONE_HEIGHT)
            .setColorScheme(scheme);
    try (BrowserContext context = browser.newContext(options)) {
      Page page = context.newPage();
      signIn(page);
      page.navigate(installation.console().toString());
      assertFits(page, "gallery-phone-" + scheme);
      openFunction(page);
      assertFits(page, "function-phone-" + scheme);
    }
  }

  private static void assertFits(Page page, String name) {
    HeadlessChromium.screenshot(page, name);
    Object width = page.evaluate("document.documentElement.scrollWidth");
    assertTrue(
        width instanceof Integer i && i <= PHONE_WIDTH, () -> name + " is " + width + " wide");
  }

  private void signIn(Page page) {
    page.navigate(installation.console().resolve("/sign-in").toString());
    page.getByLabel(Pattern.compile("key", Pattern.CASE_INSENSITIVE))
        .first()
        .fill(installation.developer().key());
    page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(Pattern.compile("sign in", Pattern.CASE_INSENSITIVE)))
        .last()
        .click();
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")))
        .isVisible();
  }

  private void openFunction(Page page) {
    page.navigate(installation.console().toString());
    page.getByRole(AriaRole.LINK).filter(withText("upscale")).first().click();
    assertThat(page).hasURL(Pattern.compile(".*/functions/hearth/upscale"));
  }

  private static Locator runButton(Page page) {
    return page.getByRole(
        AriaRole.BUTTON,
        new Page.GetByRoleOptions().setName(Pattern.compile("^run", Pattern.CASE_INSENSITIVE)));
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(Pattern.compile(text, Pattern.CASE_INSENSITIVE));
  }

  private static String dollars(long nanos) {
    return "$" + java.math.BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }
}
