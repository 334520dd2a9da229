package dev.hearth.sdk.cli.dev;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the descriptor of a built function. */
final class BuiltDescriptor {
  private BuiltDescriptor() {}

  /** That of the jar which holds a function. */
  static Descriptor of(Path built) throws IOException {
    for (Path jar : jars(built.resolve("lib"))) {
      try (var zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry(Descriptor.RESOURCE);
        if (entry != null) {
          try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Descriptor.fromJson(Json.parse(text));
          }
        }
      }
    }
    throw new CommandFailure(
        "the build made no function: is there a @HearthFunction, and hearth-processor among the"
            + " annotation processors?");
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
