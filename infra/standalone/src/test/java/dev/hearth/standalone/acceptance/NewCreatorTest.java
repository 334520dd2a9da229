package dev.hearth.standalone.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The path of docs/guides/publish-a-function.md, outside this repository: make a project, run its
 * tests, try it on this machine, publish it, and have fal's client call it.
 */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
final class NewCreatorTest {
  /** An endpoint that shows half of its work, and ends when a file is there. */
  private static final String STARS =
      """
        @dev.hearth.sdk.function.Endpoint("/stars")
        @Example("{\\"count\\": 40, \\"go_on\\": \\"\\"}")
        public Stars stars(Sky input, Call call) {
          System.out.println("counting " + input.count() + " stars");
          System.err.println("it is dark");
          call.emit(new Stars(input.count() / 2));
          while (!java.nio.file.Files.exists(java.nio.file.Path.of(input.goOn()))
              && !call.cancelled()) {
            Thread.onSpinWait();
          }
          return new Stars(input.count());
        }

        public record Sky(int count, String goOn) {}

        public record Stars(int counted) {}
      """;

  private final Installation installation;
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  NewCreatorTest(Installation installation, @TempDir Path folder) {
    this.installation = installation;
    this.folder = folder;
  }

  /** Each build has a version of its own, which Maven would keep for ever. */
  @AfterAll
  void forgetTheVersion() throws IOException {
    Path known = Path.of(System.getProperty("user.home"), ".m2", "repository", "dev", "hearth");
    for (String version : versions()) {
      if (Files.isDirectory(known)) {
        try (Stream<Path> modules = Files.list(known)) {
          for (Path module : modules.toList()) {
            if (Files.isDirectory(module.resolve(version))) {
              RunningInstallation.delete(module.resolve(version));
            }
          }
        }
      }
    }
  }

  private List<String> versions() throws IOException {
    try (Stream<Path> projects = Files.list(folder)) {
      var versions = new ArrayList<String>();
      for (Path project : projects.toList()) {
        Path pom = project.resolve("pom.xml");
        if (Files.exists(pom)) {
          Matcher version =
              Pattern.compile("<hearth.version>(.*)</").matcher(Files.readString(pom));
          assertTrue(version.find());
          versions.add(version.group(1));
        }
      }
      return versions;
    }
  }

  private String hearth(String... words) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--data", installation.data().toString()));
    return finished(RunningInstallation.launcher(line).directory(folder.toFile()));
  }

  private static String mvn(Path project, String... words)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("mvn", "-B", "-q"));
    line.addAll(List.of(words));
    var builder = new ProcessBuilder(line).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return finished(builder);
  }

  private static String finished(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
    return output;
  }

  @ParameterizedTest
  @ValueSource(strings = {"unary", "batch", "iterative"})
  void newProjectOfEachShapePassesItsTests(String shape) throws Exception {
    Path project = folder.resolve("of-" + shape);
    assertTrue(hearth("init", "of-" + shape, "--shape", shape).contains(shape + " function"));
    mvn(project, "verify");
    try (Stream<Path> reports = Files.list(project.resolve("target/surefire-reports"))) {
      String summary =
          Files.readString(
              reports.filter(file -> file.toString().endsWith(".txt")).findFirst().orElseThrow());
      assertTrue(summary.contains("Failures: 0, Errors: 0, Skipped: 0"), summary);
      assertFalse(summary.contains("Tests run: 0"), summary);
    }
    try (Stream<Path> jars = Files.list(project.resolve("target/function/lib"))) {
      assertEquals(1, jars.count(), "the node supplies the rest");
    }
  }

  @Test
  void publishedFunctionIsCalledByFalsClient() throws Exception {
    hearth("init", "dusk", "--package", "org.example.dusk");
    String deployed = hearth("deploy", folder.resolve("dusk").toString());
    assertTrue(deployed.contains("hearth/dusk (private)"), deployed);
    JsonNode task =
        Installation.JSON
            .createObjectNode()
            .put("api", installation.api().toString().replaceAll("/$", ""))
            .put("key", installation.creator().key())
            .put("endpoint", "hearth/dusk")
            .set("input", Installation.JSON.readTree("{\"width\":48,\"height\":32}"));
    JsonNode image = NodeScript.run("/fal-client/creator.js", task).required("image");
    assertEquals(48, image.required("width").intValue());
    byte[] png = Caller.download(URI.create(image.required("url").textValue()));
    assertEquals(32, Pictures.decode(png).getHeight());
  }

  @Test
  void devFollowsItsSourcesAndSaysWhatIsWrong() throws Exception {
    hearth("init", "dawn");
    Path project = folder.resolve("dawn");
    Path source = project.resolve("src/main/java/dawn/DawnFunction.java");
    String good = Files.readString(source);
    Process dev = dev("dawn");
    try (BufferedReader out = dev.inputReader(StandardCharsets.UTF_8)) {
      String url = urlWhenReady(out);
      assertEquals(200, page(url).statusCode());
      JsonNode image = run(url, "{\"width\":64}", 200).required("image");
      assertEquals(64, image.required("width").intValue());
      assertEquals(
          64,
          Pictures.decode(Caller.download(URI.create(image.required("url").textValue())))
              .getWidth());
      assertEquals(
          "[\"body\",\"width\"]",
          run(url, "{\"width\":4}", 422).required("detail").required(0).required("loc").toString());
      run(url, "{\"width\":", 422);

      Files.writeString(source, good.replace("int top =", "int top = nothing +"));
      until(out, line -> line.contains("cannot find symbol") || line.contains("nothing"));
      until(out, line -> line.contains("ERROR"));
      run(url, "{}", 200); // the last that worked still runs

      Files.writeString(source, good.replace("drew %d x %d pixels", "painted %d x %d pixels"));
      until(out, line -> line.contains("ready in"));
      String streamed = stream(url);
      assertTrue(streamed.contains("painted 512 x 512 pixels"), streamed);
      assertTrue(streamed.contains("event: units\ndata: \"0.262144\""), streamed);
    } finally {
      end(dev);
    }
    assertTrue(
        ProcessHandle.allProcesses()
            .noneMatch(process -> process.info().commandLine().orElse("").contains("hearth-dev")),
        "and leaves no worker");
  }

  private Process dev(String project) throws IOException {
    return RunningInstallation.launcher(
            List.of("dev", project, "--port", "0", "--data", installation.data().toString()))
        .directory(folder.toFile())
        .start();
  }

  private static String urlWhenReady(BufferedReader out) throws IOException {
    String url =
        until(out, line -> line.contains(" at http://")).replaceFirst(".* at ([^;]*);.*", "$1");
    until(out, line -> line.contains("ready in"));
    return url;
  }

  private static void end(Process dev) throws InterruptedException {
    dev.toHandle().destroy();
    assertTrue(dev.waitFor(30, TimeUnit.SECONDS), "it ends when it is asked to");
  }

  @Test
  void devPageHasAllEndpointsAndWhatTheyPrint() throws Exception {
    hearth("init", "night");
    Path source = folder.resolve("night/src/main/java/night/NightFunction.java");
    String plain = Files.readString(source);
    int end = plain.lastIndexOf('}');
    Files.writeString(source, plain.substring(0, end) + STARS + plain.substring(end));
    Process dev = dev("night");
    try (BufferedReader out = dev.inputReader(StandardCharsets.UTF_8);
        var chromium = HeadlessChromium.launch()) {
      String url = urlWhenReady(out);
      for (int width : new int[] {390, 1440}) {
        var size = new Browser.NewContextOptions().setViewportSize(width, 900);
        try (BrowserContext context = chromium.browser().newContext(size)) {
          Page page = context.newPage();
          page.navigate(url);
          countStars(page, folder.resolve("go-on-" + width));
          HeadlessChromium.screenshot(page, "dev-" + width);
          assertEquals(width, page.evaluate("document.documentElement.scrollWidth"));
        }
      }
    } finally {
      end(dev);
    }
  }

  /** The form of the endpoint, its example, a partial output, the result and the log. */
  private static void countStars(Page page, Path goOn) throws IOException {
    assertThat(page.locator("#endpoint option")).hasText(new String[] {"/", "/stars"});
    assertThat(page.locator("[name=top]")).isVisible();
    page.locator("#endpoint").selectOption("/stars");
    assertThat(page.locator("[name=top]")).hasCount(0);
    page.getByText("Example 1").click();
    assertThat(page.locator("[name=count]")).hasValue("40");
    page.locator("[name=go_on]").fill(goOn.toString());
    page.getByText("Run", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#output")).containsText("\"counted\": 20");
    Files.createFile(goOn);
    assertThat(page.locator("#output")).containsText("\"counted\": 40");
    assertThat(page.locator("#log")).containsText("STDOUT counting 40 stars");
    assertThat(page.locator("#log")).containsText("STDERR it is dark");
  }

  private static String until(BufferedReader out, Predicate<String> wanted) throws IOException {
    var seen = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (wanted.test(line)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("hearth dev ended:\n" + seen);
  }

  private HttpResponse<String> page(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest post(String url, String input) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(input))
        .build();
  }

  private JsonNode run(String url, String input, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(post(url + "run/me/dawn", input), HttpResponse.BodyHandlers.ofString());
    assertEquals(status, answer.statusCode(), answer.body());
    return Installation.JSON.readTree(answer.body());
  }

  private String stream(String url) throws IOException, InterruptedException {
    return http.send(post(url + "run/me/dawn/stream", "{}"), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
