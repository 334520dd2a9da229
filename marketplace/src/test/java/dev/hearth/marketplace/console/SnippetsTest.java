package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SnippetsTest {
  private static final String API = "http://127.0.0.1:8081";
  private static final String TRICKY = "it's \\ \"\"\" 5 % <b>\nnew line";

  private static Snippets tricky() {
    var schema =
        Json.parseObject(
            "{\"properties\":{\"text\":{\"type\":\"string\",\"default\":"
                + Json.of(TRICKY).print()
                + "}}}");
    return Snippets.of(Samples.withInput("tricky", schema), API);
  }

  @Test
  void examplesHaveEveryRequiredField() {
    Json example = Snippets.example(Samples.upscale());
    assertEquals(
        Json.parse("{\"image_url\":\"https://example.com/image\",\"scale\":2,\"model\":\"auto\"}"),
        example);
    assertEquals(Json.parse("{}"), Snippets.example(Samples.noop()));
  }

  @Test
  void everySnippetNamesTheFunctionAndTheApi() {
    Snippets snippets = Snippets.of(Samples.upscale(), API);
    assertTrue(snippets.curl().startsWith("curl " + API + "/run/hearth/upscale"));
    assertTrue(snippets.javascript().contains("fal.subscribe(\"hearth/upscale\""));
    assertTrue(
        snippets
            .javascript()
            .contains("proxyUrl: { url: \"" + API + "/api/fal/proxy\", when: \"always\" }"));
    assertTrue(snippets.java().contains("URI.create(\"" + API + "/run/hearth/upscale\")"));
  }

  @Test
  void shellReadsTheCurlBodyAsWritten() throws IOException, InterruptedException {
    String command = "curl() { printf %s \"${7}\"; }\n" + tricky().curl();
    Process shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor(), seen);
    assertEquals(TRICKY, Json.parseObject(seen).string("text"));
  }

  @Test
  void javaReadsTheTextBlockAsWritten() {
    Matcher block = Pattern.compile("\"\"\"\n(.*)\"\"\";", Pattern.DOTALL).matcher(tricky().java());
    assertTrue(block.find());
    String value = String.valueOf(block.group(1)).stripIndent().translateEscapes();
    assertEquals(TRICKY, Json.parseObject(value).string("text"));
  }
}
