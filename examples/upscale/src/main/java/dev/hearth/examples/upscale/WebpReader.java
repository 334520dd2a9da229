package dev.hearth.examples.upscale;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** Reads WebP files. The decoder gives a picture as a whole. */
final class WebpReader {
  private WebpReader() {}

  /** Decodes the first picture; refuses one that is too large or incomplete before. */
  static Original read(Path path, int scale) throws IOException {
    Orientation orientation = WebpHeader.check(path, scale);
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance();
    try (var in = new FileImageInputStream(path.toFile())) {
      reader.setInput(in, true, true);
      Picture picture = Samples.of(reader.read(0));
      return new Original(new PictureInMemory(picture, orientation), picture.opaque());
    } finally {
      reader.dispose();
    }
  }
}
