package dev.hearth.examples.upscale;

import java.io.IOException;

/** Takes a picture in strips of its full width, from the top down. */
@FunctionalInterface
interface StripSink {
  /** Takes the next strip. Its pixels belong to the caller again afterwards. */
  void accept(Picture strip) throws IOException;
}
