package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** One run of javac over sources in memory, with the processor and every lint as an error. */
record Compilation(Path classes, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
  private static final String IMPORTS =
      """
      package demo; import dev.hearth.sdk.function.*; import dev.hearth.sdk.media.*; \
      import dev.hearth.sdk.schema.*; import dev.hearth.sdk.json.*; import dev.hearth.sdk.json.Json.JsonObject; import java.util.*; \
      import org.jspecify.annotations.Nullable; \
      """;

  /** Compiles one file {@code demo/NAME.java}; line 1 also has the package and the imports. */
  static Compilation of(Path folder, String name, String source) {
    return of(folder, List.of(new Source(name, IMPORTS + source)));
  }

  static Compilation of(Path folder, List<Source> sources) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      var options = List.of("--release", "25", "-Xlint:all", "-Werror");
      var task = compiler.getTask(new StringWriter(), files, diagnostics, options, null, sources);
      task.setProcessors(List.of(new FunctionProcessor()));
      boolean passed = task.call();
      var compilation = new Compilation(folder, List.copyOf(diagnostics.getDiagnostics()));
      if (passed != compilation.errors().isEmpty()) {
        throw new IllegalStateException("javac: " + compilation.diagnostics);
      }
      return compilation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Errors as {@code line: message}, in order. */
  List<String> errors() {
    var errors = new ArrayList<String>();
    for (var diagnostic : diagnostics) {
      errors.add(diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT));
    }
    return errors;
  }

  /** What was written to the descriptor's resource. */
  Descriptor descriptor() {
    try {
      return Descriptor.fromJson(
          Json.parse(Files.readString(classes.resolve(Descriptor.RESOURCE))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The codec that the descriptor names, loaded and created. */
  @SuppressWarnings("unchecked") // the test knows nothing of the compiled types
  FunctionCodec<Object, Object> codec() {
    try {
      // Open for as long as the codec may load classes: until the test's JVM ends.
      var loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL()}, Compilation.class.getClassLoader());
      return (FunctionCodec<Object, Object>)
          loader.loadClass(codecClass()).getConstructor().newInstance();
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String codecClass() {
    return ((Entry.Codec) descriptor().entry()).className();
  }

  /** A source file of the package {@code demo}. */
  static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///demo/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
