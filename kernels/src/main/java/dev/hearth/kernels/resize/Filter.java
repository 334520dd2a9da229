package dev.hearth.kernels.resize;

/** How much each source pixel near a target pixel counts. */
public enum Filter {
  /**
   * The mean over the area that the target pixel covers. For making pictures smaller: no ringing.
   */
  AREA(0.5),
  /**
   * Keys's cubic with a = −½, also known as Catmull-Rom (R. Keys, "Cubic convolution interpolation
   * for digital image processing", 1981, eq. 4).
   */
  BICUBIC(2),
  /** Sinc under the middle lobe of a sinc three times as wide. The sharpest; rings at edges. */
  LANCZOS3(3);

  private final double radius;

  Filter(double radius) {
    this.radius = radius;
  }

  /** Distance in pixels from which on the weight is 0. */
  double radius() {
    return radius;
  }

  /** The weight at a distance in pixels; of {@link #AREA}, a whole pixel's. */
  double weight(double distance) {
    double t = Math.abs(distance);
    if (t >= radius) {
      return 0;
    }
    return switch (this) {
      case AREA -> 1;
      case BICUBIC -> t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2;
      case LANCZOS3 -> sinc(t) * sinc(t / radius);
    };
  }

  private static double sinc(double t) {
    return t < 1e-9 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
  }
}
