package dev.hearth.examples.removebackground;

import dev.hearth.kernels.planar.PlaneShape;
import dev.hearth.kernels.resize.Filter;
import dev.hearth.kernels.resize.Resize;

/**
 * Brings pictures to the size that the network sees, and its masks to the pictures' size.
 *
 * <p>One plane at a time is as large as the picture, two where a mask is applied.
 */
final class Matte {
  private static final PlaneShape SEEN = new PlaneShape(1, Segmenter.SIDE, Segmenter.SIDE);
  private static final int COLOURS = 3;

  /** Windows of 9×9 of the network's pixels, and 3 % of contrast taken for noise. */
  private static final int RADIUS = 4;

  private static final float EPSILON = 1e-3f;

  /** What is surer than this either way counts as wholly so; the network never says 0 or 1. */
  private static final float DOUBT = 0.15f;

  private final Resize resize;
  private final GuidedFilter filter = new GuidedFilter(Segmenter.SIDE, RADIUS, EPSILON);

  Matte(Resize resize) {
    this.resize = resize;
  }

  /** Planes of red, green and blue as the network wants them; what is transparent turns white. */
  float[] planes(Picture picture) {
    var shape = new PlaneShape(1, picture.width(), picture.height());
    boolean smaller = Math.min(picture.width(), picture.height()) >= Segmenter.SIDE;
    Filter kernel = smaller ? Filter.AREA : Filter.BICUBIC;
    var planes = new float[COLOURS * Segmenter.AREA];
    var whole = new float[shape.length()];
    var seen = new float[Segmenter.AREA];
    for (int colour = 0; colour < COLOURS; colour++) {
      fill(whole, picture.argb(), 16 - 8 * colour);
      resize.resize(whole, shape, kernel, seen, SEEN);
      for (int i = 0; i < seen.length; i++) {
        planes[colour * Segmenter.AREA + i] = Math.clamp(seen[i], 0f, 1f);
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

  /**
   * Takes the background away from a picture. Pixels of it become 0: nothing of them remains to be
   * seen by who looks behind the alpha.
   *
   * @param planes what the network saw
   * @param mask what it answered
   */
  void apply(Picture picture, float[] planes, float[] mask) {
    var shape = new PlaneShape(1, picture.width(), picture.height());
    GuidedFilter.Lines lines = filter.lines(brightness(planes), mask);
    var slope = new float[shape.length()];
    resize.resize(lines.slope(), SEEN, Filter.BICUBIC, slope, shape);
    var offset = new float[shape.length()];
    resize.resize(lines.offset(), SEEN, Filter.BICUBIC, offset, shape);
    int[] argb = picture.argb();
    for (int i = 0; i < argb.length; i++) {
      float kept = slope[i] * brightness(argb[i]) + offset[i];
      kept = Math.clamp((kept - DOUBT) / (1 - 2 * DOUBT), 0f, 1f);
      int alpha = Math.round(kept * (argb[i] >>> 24));
      argb[i] = alpha == 0 ? 0 : alpha << 24 | argb[i] & 0xFFFFFF;
    }
  }

  private static float[] brightness(float[] planes) {
    var brightness = new float[Segmenter.AREA];
    for (int i = 0; i < brightness.length; i++) {
      brightness[i] =
          brightness(planes[i], planes[i + Segmenter.AREA], planes[i + 2 * Segmenter.AREA]);
    }
    return brightness;
  }

  private static float brightness(int argb) {
    float alpha = (argb >>> 24) / 255f;
    float colour =
        brightness((argb >> 16 & 255) / 255f, (argb >> 8 & 255) / 255f, (argb & 255) / 255f);
    return 1 - alpha + alpha * colour;
  }

  /** Luma of ITU-R BT.601. */
  private static float brightness(float red, float green, float blue) {
    return 0.299f * red + 0.587f * green + 0.114f * blue;
  }
}
