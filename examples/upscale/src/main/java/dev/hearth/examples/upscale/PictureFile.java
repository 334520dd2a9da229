package dev.hearth.examples.upscale;

import java.io.IOException;

/** A picture in a file, of which so far only the header was read. */
interface PictureFile {
  /** Pixels across, as stored. */
  int width();

  /** Pixels down, as stored. */
  int height();

  /** How the stored picture is to be turned. */
  Orientation orientation();

  /** Decodes: gives every stored row, as 8-bit sRGB. Decodes anew each time. */
  void decode(RowSink sink) throws IOException;
}
