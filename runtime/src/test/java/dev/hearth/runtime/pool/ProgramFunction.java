package dev.hearth.runtime.pool;

import dev.hearth.sdk.descriptor.Access;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.descriptor.Scale;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** A function that is a program of its own, and calls of it. */
record ProgramFunction(TestNode node, Manifest manifest) {
  private static final Path LIBRARY = Path.of("../function-sdk/python/hearth");
  private static final long MEMORY_BYTES = 128L << 20;

  /** A script in Python with the library beside it. */
  static ProgramFunction python(TestNode node, String script) throws IOException {
    return of(node, pythonFiles(node, script), "python3", "main.py");
  }

  /** The same of an iterative function, whose steps have so many calls at most. */
  static ProgramFunction pythonInSteps(TestNode node, String script, int maxSize)
      throws IOException {
    List<ManifestFile> files = pythonFiles(node, script);
    return of(node, Shape.ITERATIVE, maxSize, files, "python3", "main.py");
  }

  private static List<ManifestFile> pythonFiles(TestNode node, String script) throws IOException {
    var files = new ArrayList<ManifestFile>();
    files.add(node.blob("main.py", script.getBytes(StandardCharsets.UTF_8)));
    try (Stream<Path> modules = Files.list(LIBRARY)) {
      for (Path module : modules.filter(file -> file.toString().endsWith(".py")).toList()) {
        files.add(node.blob("hearth/" + module.getFileName(), Files.readAllBytes(module)));
      }
    }
    files.add(node.blob("weights/tiny/w.txt", "weights".getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  static ProgramFunction of(TestNode node, List<ManifestFile> files, String... command) {
    return of(node, Shape.UNARY, 1, files, command);
  }

  private static ProgramFunction of(
      TestNode node, Shape shape, int maxSize, List<ManifestFile> files, String... command) {
    JsonObject any = JsonObject.builder().put("type", "object").build();
    var descriptor =
        new Descriptor(
            "program",
            "T",
            "S",
            "c",
            shape,
            new Entry.Program(List.of(command)),
            List.of(new Endpoint("/", any, any)),
            new Descriptor.Batch(maxSize, List.of()),
            1,
            new Descriptor.Needs(1, MEMORY_BYTES),
            new Descriptor.Bill(BillingUnit.REQUEST, 1_000_000, "", ""),
            Duration.ofSeconds(60),
            List.of(),
            Access.NONE,
            Descriptor.Retry.USUAL,
            Scale.USUAL,
            List.of(),
            null);
    return new ProgramFunction(node, new Manifest(descriptor, files));
  }

  Heard call(String input, Path... media) {
    var heard = new Heard();
    node.submit(
        new Work(
            UUID.randomUUID(),
            "owner/program",
            manifest.version().hex(),
            manifest,
            "/",
            input.getBytes(StandardCharsets.UTF_8),
            List.of(media),
            "",
            false,
            Duration.ofMinutes(1),
            heard));
    return heard;
  }

  /** A file of the test resources. */
  static String resource(String name) throws IOException {
    try (var in = Objects.requireNonNull(ProgramFunction.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
