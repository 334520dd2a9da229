import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.geometry.size.FloatSize;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.attributes.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws SVG files at one size and writes them one after another as RGBA bytes, not premultiplied: {@code java -cp jsvg.jar
 * Render.java LIST SIZE OUT}, where LIST names one SVG file a line.
 */
class Render {
  private static final int OVERSAMPLING = 4;

  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<String> files = Files.readAllLines(Path.of(arguments[0]));
    int size = Integer.parseInt(arguments[1]);
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[2]));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file))) {
      for (String name : files) {
        write(draw(load(Path.of(name)), size), out);
      }
    }
  }

  private static SVGDocument load(Path file) throws IOException {
    SVGDocument document = new SVGLoader().load(file.toUri().toURL());
    if (document == null) {
      throw new IOException("Cannot read the drawing " + file);
    }
    return document;
  }

  private static BufferedImage draw(SVGDocument document, int size) {
    int large = size * OVERSAMPLING;
    BufferedImage image = new BufferedImage(large, large, BufferedImage.TYPE_INT_ARGB_PRE);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    document.render((Component) null, graphics, new ViewBox(new FloatSize(large, large)));
    graphics.dispose();
    return image;
  }

  /** Averages squares of premultiplied pixels, then divides by alpha. */
  private static void write(BufferedImage image, DataOutputStream out) throws IOException {
    int size = image.getWidth() / OVERSAMPLING;
    int[] pixels = image.getRaster().getDataBuffer() instanceof java.awt.image.DataBufferInt data
        ? data.getData()
        : new int[0];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int alpha = 0;
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i < OVERSAMPLING * OVERSAMPLING; i++) {
          int row = y * OVERSAMPLING + i / OVERSAMPLING;
          int pixel = pixels[row * image.getWidth() + x * OVERSAMPLING + i % OVERSAMPLING];
          alpha += pixel >>> 24;
          red += pixel >> 16 & 255;
          green += pixel >> 8 & 255;
          blue += pixel & 255;
        }
        out.write(divide(red, alpha));
        out.write(divide(green, alpha));
        out.write(divide(blue, alpha));
        out.write((alpha + 8) / (OVERSAMPLING * OVERSAMPLING));
      }
    }
  }

  private static int divide(int channel, int alpha) {
    return alpha == 0 ? 0 : Math.min(255, (channel * 255 + alpha / 2) / alpha);
  }
}
