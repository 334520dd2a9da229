package dev.hearth.examples.upscale;

import ai.onnxruntime.OrtException;

/** Opens the real networks without the function. */
final class Networks {
  private Networks() {}

  static OnnxNetwork open(Weights weights) throws OrtException {
    FunctionFolder folder = FunctionFolder.built();
    System.setProperty("onnxruntime.native.path", folder.nativeLibraries().toString());
    return OnnxNetwork.open(folder.weights(weights.folder()), weights, 1);
  }
}
