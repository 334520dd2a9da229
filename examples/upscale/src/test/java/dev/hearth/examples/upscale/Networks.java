package dev.hearth.examples.upscale;

import ai.onnxruntime.OrtException;

/** Opens the real networks with tiles of any size. */
final class Networks {
  private Networks() {}

  static Network open(Weights weights, int tileSide) throws OrtException {
    FunctionFolder folder = FunctionFolder.built();
    System.setProperty("onnxruntime.native.path", folder.nativeLibraries().toString());
    return Network.open(folder.weights(weights.folder()), weights, tileSide, 1);
  }
}
