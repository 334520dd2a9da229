package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {
  private static final String API = "http://127.0.0.1:8081";
  private static final String TRICKY = "it's \\ \"\"\" 5 % <b>\nnew line";

  private static ShownEndpoint root(ListedFunction function) {
    return ShownEndpoint.of(function, Endpoint.ROOT);
  }

  @Test
  void snippetsOfAnEndpointNameItsPath() {
    Snippets snippets = Snippets.of(ShownEndpoint.of(Samples.paint(), "/edit"), API);
    assertTrue(snippets.curl().startsWith("curl " + API + "/run/hearth/paint/edit"));
    assertTrue(snippets.curl().contains("\"layers\""));
    assertTrue(snippets.javascript().contains("fal.subscribe(\"hearth/paint/edit\""));
    assertTrue(snippets.java().contains("client.function(\"hearth/paint/edit\")"));
  }

  private static Snippets tricky() {
    var schema =
        Json.parseObject(
            "{\"properties\":{\"text\":{\"type\":\"string\",\"default\":"
                + Json.of(TRICKY).print()
                + "}}}");
    return Snippets.of(root(Samples.withInput("tricky", schema)), API);
  }

  @Test
  void examplesHaveEveryRequiredField() {
    Json example = root(Samples.upscale()).example();
    assertEquals(
        Json.parse("{\"image_url\":\"https://example.com/image\",\"scale\":2,\"model\":\"auto\"}"),
        example);
    assertEquals(Json.parse("{}"), root(Samples.noop()).example());
  }

  @Test
  void everySnippetNamesTheFunctionAndTheApi() {
    Snippets snippets = Snippets.of(root(Samples.upscale()), API);
    assertTrue(snippets.curl().startsWith("curl " + API + "/run/hearth/upscale"));
    assertTrue(snippets.javascript().contains("fal.subscribe(\"hearth/upscale\""));
    assertTrue(
        snippets
            .javascript()
            .contains("proxyUrl: { url: \"" + API + "/api/fal/proxy\", when: \"always\" }"));
    assertTrue(snippets.java().contains("URI.create(\"" + API + "\")"));
    assertTrue(snippets.java().contains("client.function(\"hearth/upscale\")"));
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
    Matcher block =
        Pattern.compile("\"\"\"\n(.*)\"\"\"\\);", Pattern.DOTALL).matcher(tricky().java());
    assertTrue(block.find());
    String value = String.valueOf(block.group(1)).stripIndent().translateEscapes();
    assertEquals(TRICKY, Json.parseObject(value).string("text"));
  }

  @Test
  void javaCompilesWithTheClient(@TempDir Path folder) throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    for (Snippets snippets : List.of(tricky(), Snippets.of(root(Samples.upscale()), API))) {
      Path source = Files.writeString(folder.resolve("CallFunction.java"), snippets.java());
      var output = new StringWriter();
      boolean compiled =
          compiler
              .getTask(
                  output,
                  files,
                  null,
                  List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertTrue(compiled, output::toString);
    }
  }
}
