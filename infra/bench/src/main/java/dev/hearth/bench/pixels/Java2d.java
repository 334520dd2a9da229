package dev.hearth.bench.pixels;

import java.awt.AlphaComposite;
import java.awt.Composite;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** How someone without kernels would do it, with the JDK's own pictures of 8-bit channels. */
final class Java2d {
  private final BufferedImage picture;
  private final WritableRaster raster;
  private final int width;
  private final int height;
  private final int channels;

  /**
   * A picture.
   *
   * @param channels 3, or 4 with alpha
   */
  Java2d(int width, int height, int channels) {
    picture =
        new BufferedImage(
            width,
            height,
            channels == 3 ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_4BYTE_ABGR);
    raster = picture.getRaster();
    this.width = width;
    this.height = height;
    this.channels = channels;
  }

  /** Each channel as floats, not scaled. */
  Runnable samplesOut() {
    var plane = new float[width * height];
    return () -> {
      for (int channel = 0; channel < channels; channel++) {
        raster.getSamples(0, 0, width, height, channel, plane);
      }
    };
  }

  /** Each channel from floats, neither scaled nor clamped. */
  Runnable samplesIn() {
    var plane = new float[width * height];
    return () -> {
      for (int channel = 0; channel < channels; channel++) {
        raster.setSamples(0, 0, width, height, channel, plane);
      }
    };
  }

  /** Colours into one picture, alpha into an array. */
  Runnable alphaOut() {
    var colours = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Raster alpha = picture.getAlphaRaster();
    var samples = new int[width * height];
    return () -> {
      draw(colours, AlphaComposite.Src, picture);
      alpha.getSamples(0, 0, width, height, 0, samples);
    };
  }

  /** Colours from one picture, alpha from an array. */
  Runnable alphaIn() {
    var colours = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    WritableRaster alpha = picture.getAlphaRaster();
    var samples = new int[width * height];
    return () -> {
      draw(picture, AlphaComposite.Src, colours);
      alpha.setSamples(0, 0, width, height, 0, samples);
    };
  }

  /** A part as a picture of its own. */
  Runnable cut(int left, int top, int tileWidth, int tileHeight) {
    var tile = new BufferedImage(tileWidth, tileHeight, picture.getType());
    return () ->
        draw(tile, AlphaComposite.Src, picture.getSubimage(left, top, tileWidth, tileHeight));
  }

  /** A picture over a part, half transparent. */
  Runnable blend(int left, int top, int tileWidth, int tileHeight) {
    var tile = new BufferedImage(tileWidth, tileHeight, picture.getType());
    Composite half = AlphaComposite.SrcOver.derive(0.5f);
    return () -> draw(picture.getSubimage(left, top, tileWidth, tileHeight), half, tile);
  }

  /** The size changed with the rendering hint for bicubic, which doesn't smooth. */
  Runnable bicubic(int toWidth, int toHeight) {
    var target = new BufferedImage(toWidth, toHeight, picture.getType());
    return () -> {
      Graphics2D graphics = target.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.drawImage(picture, 0, 0, toWidth, toHeight, null);
      graphics.dispose();
    };
  }

  /** The size changed by the JDK's averaging filter. */
  Runnable areaAveraged(int toWidth, int toHeight) {
    var target = new BufferedImage(toWidth, toHeight, picture.getType());
    return () ->
        draw(
            target,
            AlphaComposite.Src,
            picture.getScaledInstance(toWidth, toHeight, Image.SCALE_AREA_AVERAGING));
  }

  private static void draw(BufferedImage to, Composite composite, Image from) {
    Graphics2D graphics = to.createGraphics();
    graphics.setComposite(composite);
    graphics.drawImage(from, 0, 0, null);
    graphics.dispose();
  }
}
