package dev.hearth.examples.upscale;

/** Puts the strips of a picture together. */
final class Canvas implements StripSink {
  private final Picture picture;
  private int filled;

  /** Room for a picture of that size. */
  Canvas(int width, int height) {
    this.picture = new Picture(width, height, new int[width * height], true);
  }

  @Override
  public void accept(Picture strip) {
    System.arraycopy(strip.argb(), 0, picture.argb(), filled, strip.argb().length);
    filled += strip.argb().length;
  }

  /** The picture, once every strip was taken. */
  Picture picture() {
    if (filled != picture.argb().length) {
      throw new IllegalStateException(filled + " of " + picture.argb().length + " pixels filled");
    }
    return picture;
  }
}
