package dev.hearth.examples.moderate.importer;

import dev.hearth.examples.importer.GeneratedFile;
import dev.hearth.examples.importer.NpmPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Fetches the pinned package and writes the function's ONNX file from it. */
public final class ImportWeights {
  private static final NpmPackage PACKAGE =
      new NpmPackage(
          "nsfwjs", "4.3.0", "4496790efc9bdc6f3e85a826a8e482c1fa1e9db4b3d18c095e98cc0c73cfb12f");
  private static final String FOLDER = "dist/models/mobilenet_v2/";
  private static final String MODEL = FOLDER + "model.min.js";
  private static final String SHARD = FOLDER + "group1-shard1of1.min.js";
  private static final String TARGET = "nsfwjs-mobilenet-v2/nsfwjs-mobilenet-v2.onnx";

  private ImportWeights() {}

  /**
   * Runs.
   *
   * @param arguments the folder of weights and a folder that keeps the package
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path target = Path.of(arguments[0]).resolve(TARGET);
    Map<String, byte[]> files = PACKAGE.files(Path.of(arguments[1]), Set.of(MODEL, SHARD));
    String model = JavaScriptModule.json(text(files, MODEL));
    byte[] shard = JavaScriptModule.base64(text(files, SHARD));
    byte[] onnx = TensorflowJs.toOnnx(model, shard);
    System.out.println(GeneratedFile.write(target, onnx));
  }

  private static String text(Map<String, byte[]> files, String path) {
    return new String(Objects.requireNonNull(files.get(path), path), StandardCharsets.UTF_8);
  }
}
