package dev.hearth.sdk.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The files of a new project; {@code @word@} in them stands for what differs. */
final class ProjectTemplate {
  /** What the new function is; each is a folder of templates. */
  enum Kind {
    UNARY("top=#ff0000 --output ."),
    BATCH("image_url=@picture.png"),
    ITERATIVE("seed:=7 --output .");

    private final String arguments;

    Kind(String arguments) {
      this.arguments = arguments;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As it is offered when the shell completes words. */
    @Override
    public String toString() {
      return word();
    }

    /** Its classes, by what follows the name of the function. */
    private List<String> parts() {
      return this == ITERATIVE
          ? List.of("Function", "Input", "Output", "State")
          : List.of("Function", "Input", "Output");
    }
  }

  private static final List<String> SHARED =
      List.of("pom.xml", "README.md", "gitignore", "test.yml", "package-info.java");

  private final Kind kind;
  private final ProjectNames names;
  private final String sdkVersion;

  ProjectTemplate(Kind kind, ProjectNames names, String sdkVersion) {
    this.kind = kind;
    this.names = names;
    this.sdkVersion = sdkVersion;
  }

  /** Writes all files below a folder. */
  void writeTo(Path project) throws IOException {
    for (var file : files().entrySet()) {
      Path target = project.resolve(file.getValue());
      Files.createDirectories(target.getParent());
      Files.writeString(target, filled(file.getKey()));
    }
  }

  /** Where each template goes. */
  private Map<String, String> files() {
    String main = "src/main/java/" + names.packageName().replace('.', '/') + "/";
    String test = "src/test/java/" + names.packageName().replace('.', '/') + "/";
    var files = new TreeMap<String, String>();
    for (String shared : SHARED) {
      files.put(
          shared,
          switch (shared) {
            case "gitignore" -> ".gitignore";
            case "test.yml" -> ".github/workflows/test.yml";
            case "package-info.java" -> main + shared;
            default -> shared;
          });
    }
    for (String part : kind.parts()) {
      files.put(kind.word() + "/" + part + ".java", main + names.className() + part + ".java");
    }
    files.put(kind.word() + "/Test.java", test + names.className() + "FunctionTest.java");
    return files;
  }

  private String filled(String template) throws IOException {
    try (InputStream in = ProjectTemplate.class.getResourceAsStream("template/" + template)) {
      if (in == null) {
        throw new IllegalStateException("no template " + template);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@function@", names.function())
          .replace("@package@", names.packageName())
          .replace("@Class@", names.className())
          .replace("@Title@", names.title())
          .replace("@arguments@", kind.arguments)
          .replace("@sdk@", sdkVersion);
    }
  }
}
