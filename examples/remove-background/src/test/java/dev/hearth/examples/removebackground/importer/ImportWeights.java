package dev.hearth.examples.removebackground.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    boolean same = Files.exists(target) && Arrays.equals(onnx, Files.readAllBytes(target));
    if (!same) {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, onnx);
    }
    System.out.printf(
        "%s of sha256 %s%n%s %s, %d bytes, sha256 %s%n",
        SOURCE,
        Digests.sha256(source),
        TARGET,
        same ? "is as it was" : "CHANGED",
        onnx.length,
        Digests.sha256(onnx));
  }
}
