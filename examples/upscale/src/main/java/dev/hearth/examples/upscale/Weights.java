package dev.hearth.examples.upscale;

/**
 * The networks that this function carries; their model cards stand beside the weights.
 *
 * <p>All take and give {@code [1, 3, height, width]} float32, RGB in 0 to 1.
 */
enum Weights {
  /** Seven 3×3 convolutions, so a pixel depends on its surroundings up to 7 pixels away. */
  ANIME4K_L("anime4k-l", "anime4k-l.onnx", 2, 7, 256),
  /**
   * Eighteen 3×3 convolutions of 64 channels: 18 pixels of surroundings, and much memory a pixel.
   */
  REALESR_ANIMEVIDEO("realesr-animevideov3", "realesr-animevideov3-x4.onnx", 4, 18, 256);

  private final String folder;
  private final String file;
  private final int factor;
  private final int margin;
  private final int tileSide;

  Weights(String folder, String file, int factor, int margin, int tileSide) {
    this.folder = folder;
    this.file = file;
    this.factor = factor;
    this.margin = margin;
    this.tileSide = tileSide;
  }

  /** The folder's name under {@code weights/}. */
  String folder() {
    return folder;
  }

  /** The file within the folder. */
  String file() {
    return file;
  }

  /** By how much the network enlarges in each direction. */
  int factor() {
    return factor;
  }

  /** How far away, in input pixels, a pixel still influences the result. */
  int margin() {
    return margin;
  }

  /** Greatest side of a tile in input pixels, margin excluded: bounds the memory of one run. */
  int tileSide() {
    return tileSide;
  }
}
