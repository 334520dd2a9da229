package dev.hearth.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every public type says what it is with an example, which compiles as it stands beside this. */
class DocumentationTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path SNIPPETS = Path.of("src/test/java");
  private static final Pattern TYPE =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^;]*?\\))?(?:\\s*//[^\\n]*)?\\s*)*public ",
          Pattern.DOTALL);
  private static final Pattern SNIPPET =
      Pattern.compile("\\{@snippet file=\"([\\w./]+)\" region=\"([\\w-]+)\"}");

  /** Words and failures: their constants are their documentation. */
  private static final Set<String> PLAIN =
      Set.of(
          "BillingUnit",
          "ErrorCode",
          "FrameType",
          "ImageFormat",
          "JsonException",
          "ProtocolException",
          "Shape");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .sorted()
          .toList();
    }
  }

  private static String name(Path source) {
    return String.valueOf(source.getFileName()).replace(".java", "");
  }

  @Test
  void everyPublicTypeHasAnExample() throws IOException {
    var lacking = new ArrayList<String>();
    int types = 0;
    for (Path source : sources()) {
      String text = Files.readString(source);
      if (!Pattern.compile("^public ", Pattern.MULTILINE).matcher(text).find()) {
        continue;
      }
      types++;
      Matcher type = TYPE.matcher(text);
      boolean shown = type.find() && SNIPPET.matcher(type.group(1)).find();
      if (shown == PLAIN.contains(name(source))) {
        lacking.add(name(source));
      }
    }
    assertTrue(types > 60, () -> "these are few types: " + MAIN.toAbsolutePath());
    assertEquals(List.of(), lacking, "no example, or one too many beside the list above");
  }

  @Test
  void everyExampleExists() throws IOException {
    for (Path source : sources()) {
      Matcher snippet = SNIPPET.matcher(Files.readString(source));
      while (snippet.find()) {
        Path file = SNIPPETS.resolve(snippet.group(1));
        assertTrue(Files.exists(file), () -> source + " names " + file);
        String start = "// @start region=\"" + snippet.group(2) + "\"";
        assertTrue(Files.readString(file).contains(start), () -> source + " names " + start);
      }
    }
  }

  /** What the guide shows of health checks and hints is the example, word for word. */
  @Test
  void guideShowsWhatCompiles() throws IOException {
    String example =
        Files.readString(SNIPPETS.resolve("dev/hearth/sdk/snippets/AdaptersSnippet.java"));
    String start = "// @start region=\"function\"\n";
    String shown =
        example.substring(example.indexOf(start) + start.length(), example.indexOf("\n// @end"));
    String guide = Files.readString(Path.of("../../docs/guides/publish-a-function.md"));
    assertTrue(guide.contains("```java\n" + shown + "```\n"), shown);
  }

  /** The tool itself reads comments, references and snippets. */
  @Test
  void documentationIsMadeWithoutFault(@TempDir Path folder) throws IOException {
    var tool = ToolProvider.getSystemDocumentationTool();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var files =
        tool.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      var options =
          List.of(
              "-quiet",
              "-notimestamp",
              "-Xdoclint:reference,syntax",
              "--snippet-path",
              SNIPPETS.toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              folder.toString());
      var task =
          tool.getTask(
              new StringWriter(),
              files,
              diagnostics,
              null,
              options,
              files.getJavaFileObjectsFromPaths(sources()));
      boolean made = task.call();
      assertEquals(
          List.of(),
          diagnostics.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(Object::toString)
              .toList());
      assertTrue(made);
    }
    Path page = folder.resolve("dev/hearth/sdk/function/UnaryFunction.html");
    assertTrue(Files.readString(page).contains("implements UnaryFunction"), "the example is shown");
  }
}
