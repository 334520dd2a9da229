package dev.hearth.runtime.pool;

import dev.hearth.sdk.manifest.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A function that is compiled by the test, so that its jar can change and its classes' names not.
 */
final class CompiledFunction {
  private static final String SOURCE =
      """
      package compiled;

      public final class Codec
          implements dev.hearth.sdk.function.FunctionCodec<dev.hearth.sdk.json.Json, dev.hearth.sdk.json.Json> {
        public dev.hearth.sdk.function.FunctionShape<dev.hearth.sdk.json.Json, dev.hearth.sdk.json.Json> create() {
          return new Function();
        }
        public dev.hearth.sdk.json.Json decode(dev.hearth.sdk.json.Json input) {
          return input;
        }
        public dev.hearth.sdk.json.Json encode(dev.hearth.sdk.json.Json output) {
          return output;
        }
        public static final class Function
            implements dev.hearth.sdk.function.UnaryFunction<dev.hearth.sdk.json.Json, dev.hearth.sdk.json.Json> {
          public void setUp(dev.hearth.sdk.function.Setup setup) {
            if (Answer.TEXT.equals("refuse")) {
              throw new IllegalStateException("no");
            }
          }
          public dev.hearth.sdk.json.Json run(
              dev.hearth.sdk.json.Json input, dev.hearth.sdk.function.Call call) {
            return dev.hearth.sdk.json.Json.JsonObject.builder().put("said", Answer.of()).build();
          }
        }
        static final class Answer {
          static final String TEXT = String.valueOf("@TEXT@");
          static String of() {
            return TEXT;
          }
        }
      }
      """;

  private CompiledFunction() {}

  /** A version of the function, stored on a node, that answers {@code {"said": text}}. */
  static Manifest saying(String text, TestNode node) throws IOException {
    return new Manifest(
        Function.unary().named("compiled").descriptor("compiled.Codec"),
        List.of(node.blob("lib/compiled.jar", jar(text))));
  }

  private static byte[] jar(String text) throws IOException {
    Path folder = Files.createTempDirectory("compiled");
    try {
      Path source = folder.resolve("Codec.java");
      Files.writeString(source, SOURCE.replace("@TEXT@", text));
      compile(source, folder);
      return zip(folder);
    } finally {
      TestNode.deleteTree(folder);
    }
  }

  private static void compile(Path source, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var messages = new StringWriter();
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      folder.toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new AssertionError(messages.toString());
      }
    }
  }

  private static byte[] zip(Path folder) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes);
        var classes = Files.list(folder.resolve("compiled"))) {
      for (Path file : classes.sorted().toList()) {
        var entry = new ZipEntry("compiled/" + file.getFileName());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }
}
