package dev.hearth.sdk.cli.project;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A module of Hearth that a function's project is built with. */
enum SdkArtifact {
  API("dev.hearth.sdk.function.HearthFunction"),
  PROCESSOR("dev.hearth.sdk.processor.FunctionProcessor"),
  WORKER("dev.hearth.sdk.worker.Main"),
  CLIENT("dev.hearth.sdk.client.HearthClient"),
  /** By a class that needs no JUnit, which isn't here. */
  TESTKIT("dev.hearth.sdk.testkit.node.LocalNode");

  private final String witness;

  SdkArtifact(String witness) {
    this.witness = witness;
  }

  String artifactId() {
    return "hearth-" + name().toLowerCase(Locale.ROOT);
  }

  /** Modules of Hearth by their artifact, others as {@code group:artifact}. */
  List<String> dependencies() {
    String jspecify = "org.jspecify:jspecify";
    return switch (this) {
      case API -> List.of(jspecify);
      case PROCESSOR, WORKER, CLIENT -> List.of("hearth-api", jspecify);
      case TESTKIT ->
          List.of(
              "hearth-api",
              "hearth-worker",
              "hearth-client",
              "com.networknt:json-schema-validator",
              jspecify);
    };
  }

  /** The module's jar: this command's own, or made of the classes that it runs from. */
  byte[] jar() throws IOException {
    Path place = place();
    return Files.isDirectory(place) ? packed(place) : Files.readAllBytes(place);
  }

  private Path place() {
    try {
      Class<?> type = Class.forName(witness, false, SdkArtifact.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new CommandFailure(
          "this installation lacks " + artifactId() + ", which every project needs.", e);
    }
  }

  /** The same classes give the same bytes. */
  private static byte[] packed(Path classes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes);
        Stream<Path> tree = Files.walk(classes)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        var entry = new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
