package dev.hearth.standalone.acceptance;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A built function of a creator, which says its colour and the secret that it was told. */
final class Chameleon {
  private static final String SOURCE = "/chameleon/ChameleonFunction.java";

  /** In each jar, so that an installation that saw earlier runs lacks those of this one. */
  private static final String RUN = UUID.randomUUID().toString();

  private final Path folder;

  Chameleon(Path folder) {
    this.folder = folder;
  }

  /** What {@code hearth deploy} takes. */
  Path folder() {
    return folder;
  }

  Path jar() {
    return folder.resolve("lib").resolve("chameleon.jar");
  }

  /** Builds a version of that colour, which wants a secret; none if its name is empty. */
  Chameleon build(String colour, String secret) throws Exception {
    Path work = Files.createTempDirectory("chameleon");
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream(SOURCE))) {
      Path source = work.resolve("ChameleonFunction.java");
      Files.writeString(
          source,
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("COLOUR-OF-THIS-VERSION", colour)
              .replace("SECRET-THAT-IS-WANTED", secret));
      Path classes = compile(source, Files.createDirectories(work.resolve("classes")));
      if (!secret.isEmpty()) {
        want(classes.resolve(Descriptor.RESOURCE), secret);
      }
      pack(classes);
    } finally {
      RunningInstallation.delete(work);
    }
    return this;
  }

  private static Path compile(Path source, Path classes) {
    String path = System.getProperty("java.class.path");
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:full",
                "-classpath",
                path,
                "-processorpath",
                path,
                "-d",
                classes.toString(),
                source.toString());
    if (errors != 0) {
      throw new IllegalStateException("the chameleon doesn't compile");
    }
    return classes;
  }

  private static void want(Path descriptor, String secret) throws IOException {
    JsonObject plain = Json.parseObject(Files.readString(descriptor));
    JsonObject access =
        JsonObject.builder()
            .put("secrets", JsonArray.ofStrings(List.of(secret)))
            .put("egress", JsonArray.ofStrings(List.of()))
            .build();
    Files.writeString(descriptor, plain.with("access", access).print());
  }

  private void pack(Path classes) throws IOException {
    Files.createDirectories(Objects.requireNonNull(jar().getParent()));
    try (var out = new JarOutputStream(Files.newOutputStream(jar()));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        var entry = new JarEntry(classes.relativize(file).toString());
        entry.setTime(0);
        out.putNextEntry(entry);
        Files.copy(file, out);
      }
      var run = new JarEntry("META-INF/run");
      run.setTime(0);
      out.putNextEntry(run);
      out.write(RUN.getBytes(StandardCharsets.UTF_8));
    }
  }
}
