package dev.hearth.examples.upscale;

/**
 * The networks that this function carries; their model cards stand beside the weights.
 *
 * <p>All take and give {@code [pictures, 3, height, width]} float32, RGB.
 */
enum Weights {
  /** Seven 3×3 convolutions, so a pixel depends on its surroundings up to 7 pixels away. */
  ANIME4K_L("anime4k-l", "anime4k-l.onnx", 2, 1, 7, 6),
  /**
   * Eighteen 3×3 convolutions of 64 channels: 18 pixels of surroundings, and much memory a pixel.
   */
  REALESR_ANIMEVIDEO("realesr-animevideov3", "realesr-animevideov3-x4.onnx", 4, 1, 18, 6),
  /** Eight convolutions in a row, one of them 5×5, and one more after the enlargement. */
  ESRGAN_SLIM_X2("esrgan-slim-x2", "esrgan-slim-x2.onnx", 2, 255, 10, 10),
  /** As for ×2, but for the last two convolutions. */
  ESRGAN_SLIM_X4("esrgan-slim-x4", "esrgan-slim-x4.onnx", 4, 255, 10, 10);

  private final String folder;
  private final String file;
  private final int factor;
  private final int white;
  private final int margin;
  private final int beyond;

  Weights(String folder, String file, int factor, int white, int margin, int beyond) {
    this.folder = folder;
    this.file = file;
    this.factor = factor;
    this.white = white;
    this.margin = margin;
    this.beyond = beyond;
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

  /** What the network takes and gives for an sRGB level of 255; 0 stands for 0. */
  int white() {
    return white;
  }

  /** How far away, in input pixels, a pixel still influences the result. */
  int margin() {
    return margin;
  }

  /**
   * By how many pixels the picture is continued outside before the network sees it. Networks take
   * what lies outside for black, which tints the border; the tint reaches no farther than this.
   */
  int beyond() {
    return beyond;
  }
}
