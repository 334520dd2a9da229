package dev.hearth.examples.moderate;

import dev.hearth.kernels.planar.PlaneShape;
import dev.hearth.kernels.resize.Filter;
import dev.hearth.kernels.resize.Resize;

/** Brings pictures to the size that the network sees. */
final class View {
  private static final PlaneShape SEEN = new PlaneShape(1, Classifier.SIDE, Classifier.SIDE);
  private static final int COLOURS = 3;

  private final Resize resize;

  View(Resize resize) {
    this.resize = resize;
  }

  /** Planes of red, green and blue as the network wants them; what is transparent turns white. */
  float[] planes(Picture picture) {
    var shape = new PlaneShape(1, picture.width(), picture.height());
    boolean smaller = Math.min(picture.width(), picture.height()) >= Classifier.SIDE;
    Filter kernel = smaller ? Filter.AREA : Filter.BICUBIC;
    var planes = new float[COLOURS * SEEN.length()];
    var whole = new float[shape.length()];
    var seen = new float[SEEN.length()];
    for (int colour = 0; colour < COLOURS; colour++) {
      fill(whole, picture.argb(), 16 - 8 * colour);
      resize.resize(whole, shape, kernel, seen, SEEN);
      for (int i = 0; i < seen.length; i++) {
        planes[colour * seen.length + i] = Math.clamp(seen[i], 0f, 1f);
      }
    }
    return planes;
  }

  private static void fill(float[] plane, int[] argb, int shift) {
    for (int i = 0; i < argb.length; i++) {
      float alpha = (argb[i] >>> 24) / 255f;
      plane[i] = 1 - alpha + alpha * (argb[i] >> shift & 255) / 255f;
    }
  }
}
