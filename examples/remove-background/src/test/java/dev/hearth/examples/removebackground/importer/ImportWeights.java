package dev.hearth.examples.removebackground.importer;

import dev.hearth.examples.importer.Digests;
import dev.hearth.examples.importer.GeneratedFile;
import dev.hearth.examples.importer.NpmPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/** Fetches the pinned package and writes the function's ONNX file from it. */
public final class ImportWeights {
  private static final NpmPackage PACKAGE =
      new NpmPackage(
          "@mediapipe/selfie_segmentation",
          "0.1.1675465747",
          "7767b33eaa68990ee06c28bbb89f39a13a47ebb07ff0f1fd4947d9e817bb9bf9");
  private static final String SOURCE = "selfie_segmentation.tflite";
  private static final String TARGET = "selfie-segmentation/selfie-segmentation.onnx";

  private ImportWeights() {}

  /**
   * Runs.
   *
   * @param arguments the folder of weights and a folder that keeps the package
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path target = Path.of(arguments[0]).resolve(TARGET);
    byte[] source =
        Objects.requireNonNull(PACKAGE.files(Path.of(arguments[1]), Set.of(SOURCE)).get(SOURCE));
    byte[] onnx = TensorflowLite.toOnnx(source);
    System.out.println(SOURCE + " of sha256 " + Digests.sha256(source));
    System.out.println(GeneratedFile.write(target, onnx));
  }
}
