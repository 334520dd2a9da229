package dev.hearth.examples.upscale;

import java.io.IOException;

/** A picture that had to be decoded as a whole. */
record PictureInMemory(Picture picture, Orientation orientation) implements PictureFile {
  PictureInMemory(Picture picture) {
    this(picture, Orientation.UPRIGHT);
  }

  @Override
  public int width() {
    return picture.width();
  }

  @Override
  public int height() {
    return picture.height();
  }

  @Override
  public void decode(RowSink sink) throws IOException {
    for (int from = 0; from < picture.argb().length; from += width()) {
      sink.row(picture.argb(), from);
    }
  }
}
