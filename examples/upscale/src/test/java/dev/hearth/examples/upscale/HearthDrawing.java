package dev.hearth.examples.upscale;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** A drawing of a fireplace, 160 units wide and 120 high, at any resolution. */
final class HearthDrawing {
  private static final Color INK = new Color(0x2A1A2E);

  private final Graphics2D g;

  private HearthDrawing(Graphics2D g) {
    this.g = g;
  }

  /**
   * Draws.
   *
   * @param scale pixels per unit
   * @param withTitle whether to write "Hearth" above the fire, for which the machine needs fonts
   */
  static BufferedImage draw(double scale, boolean withTitle) {
    var image =
        new BufferedImage((int) (160 * scale), (int) (120 * scale), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(scale, scale);
    var drawing = new HearthDrawing(g);
    drawing.room();
    drawing.surround();
    drawing.opening();
    drawing.fire();
    drawing.mantel();
    if (withTitle) {
      drawing.title();
    }
    g.dispose();
    return image;
  }

  private void room() {
    g.setPaint(new GradientPaint(0, 0, new Color(0x27335C), 0, 100, new Color(0x6B4A78)));
    g.fill(new Rectangle2D.Double(0, 0, 160, 100));
    g.setPaint(new GradientPaint(0, 98, new Color(0x8A4B32), 0, 120, new Color(0x4A2620)));
    g.fill(new Rectangle2D.Double(0, 98, 160, 22));
    g.setPaint(
        new RadialGradientPaint(
            80,
            104,
            62,
            new float[] {0, 1},
            new Color[] {new Color(255, 176, 80, 150), new Color(255, 140, 60, 0)}));
    g.fill(new Rectangle2D.Double(0, 98, 160, 22));
    window(12);
    picture(126);
  }

  private void window(double x) {
    g.setPaint(new GradientPaint(0, 28, new Color(0x0D1638), 0, 66, new Color(0x3B5A96)));
    fillAndInk(new RoundRectangle2D.Double(x, 28, 22, 36, 3, 3), 1.4f);
    g.setColor(new Color(0xFFF3C4));
    g.fill(new Ellipse2D.Double(x + 11.5, 32, 7, 7));
    g.setColor(new Color(0x13204A));
    g.fill(new Ellipse2D.Double(x + 9.7, 31, 6.6, 6.6));
    g.setColor(INK);
    g.fill(new Rectangle2D.Double(x + 10.4, 28, 1.2, 36));
    g.fill(new Rectangle2D.Double(x, 45, 22, 1.2));
  }

  private void picture(double x) {
    g.setColor(new Color(0xD9A441));
    fillAndInk(new Rectangle2D.Double(x, 32, 22, 26), 1.2f);
    g.setPaint(new GradientPaint(0, 35, new Color(0xBFE3F2), 0, 55, new Color(0xF8E7C0)));
    g.fill(new Rectangle2D.Double(x + 3, 35, 16, 20));
    var hill = new Path2D.Double();
    hill.moveTo(x + 3, 55);
    hill.curveTo(x + 7, 44, x + 10, 45, x + 13, 50);
    hill.curveTo(x + 15, 47, x + 17, 47, x + 19, 51);
    hill.lineTo(x + 19, 55);
    hill.closePath();
    g.setColor(new Color(0x4F9A63));
    fillAndInk(hill, 0.7f);
  }

  private void surround() {
    g.setColor(new Color(0xB5533C));
    fillAndInk(new Rectangle2D.Double(40, 34, 80, 68), 1.6f);
    g.setStroke(new BasicStroke(0.7f));
    g.setColor(new Color(0x7E3528));
    for (int row = 0; row < 10; row++) {
      double y = 34 + 6.8 * row;
      g.draw(new Rectangle2D.Double(40, y, 80, 6.8));
      for (double x = 40 + (row % 2 == 0 ? 0 : 6); x < 120; x += 12) {
        g.draw(new Rectangle2D.Double(x, y, Math.min(12, 120 - x), 6.8));
      }
    }
    g.setColor(new Color(0x8F8593));
    fillAndInk(new RoundRectangle2D.Double(32, 100, 96, 8, 2, 2), 1.5f);
  }

  private void opening() {
    var arch = new Path2D.Double(new Rectangle2D.Double(54, 68, 52, 33));
    arch.append(new Arc2D.Double(54, 50, 52, 36, 0, 180, Arc2D.PIE), false);
    g.setPaint(
        new RadialGradientPaint(
            80,
            92,
            44,
            new float[] {0, 0.45f, 1},
            new Color[] {new Color(0xFF9A3C), new Color(0x7A2420), new Color(0x1C0F18)}));
    g.fill(arch);
    var outline = new Path2D.Double();
    outline.moveTo(54, 101);
    outline.lineTo(54, 68);
    outline.append(new Arc2D.Double(54, 50, 52, 36, 180, -180, Arc2D.OPEN), true);
    outline.lineTo(106, 101);
    g.setColor(INK);
    g.setStroke(new BasicStroke(2.2f));
    g.draw(outline);
  }

  private void fire() {
    flame(80, 99, 19, 42, new Color(0xE8412A), new Color(0xFF7A2E));
    flame(67, 99, 10, 26, new Color(0xE8412A), new Color(0xFF8A35));
    flame(94, 99, 10, 23, new Color(0xE8412A), new Color(0xFF8A35));
    flame(80, 99, 12.5, 29, new Color(0xFF9A2A), new Color(0xFFC24A));
    flame(80, 99, 6.5, 17, new Color(0xFFE27A), new Color(0xFFF8D8));
    log(60, 95, 100, 101);
    log(62, 101, 98, 95);
    g.setColor(new Color(0xFFD76A));
    for (double[] spark : new double[][] {{70, 64, 1.1}, {92, 61, 0.9}, {85, 54, 0.7}}) {
      g.fill(new Ellipse2D.Double(spark[0], spark[1], spark[2], spark[2]));
    }
  }

  private void flame(double x, double y, double half, double height, Color low, Color high) {
    var flame = new Path2D.Double();
    flame.moveTo(x, y);
    flame.curveTo(
        x - half * 1.5, y - height * 0.1, x - half, y - height * 0.55, x - half * 0.25, y - height);
    flame.curveTo(
        x - half * 0.1,
        y - height * 0.7,
        x + half * 0.55,
        y - height * 0.72,
        x + half * 0.5,
        y - height * 0.88);
    flame.curveTo(x + half * 1.2, y - height * 0.45, x + half * 1.4, y - height * 0.05, x, y);
    g.setPaint(
        new LinearGradientPaint(
            (float) x,
            (float) (y - height),
            (float) x,
            (float) y,
            new float[] {0, 1},
            new Color[] {low, high}));
    fillAndInk(flame, 0.6f);
  }

  private void log(double x1, double y1, double x2, double y2) {
    var line = new Line2D.Double(x1, y1, x2, y2);
    Shape body =
        new BasicStroke(5.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
            .createStrokedShape(line);
    g.setColor(new Color(0x7B4A2B));
    fillAndInk(body, 1f);
    g.setColor(new Color(0xE3B47C));
    fillAndInk(new Ellipse2D.Double(x2 - 2.4, y2 - 2.4, 4.8, 4.8), 0.8f);
    g.setStroke(new BasicStroke(0.5f));
    g.draw(new Ellipse2D.Double(x2 - 1.2, y2 - 1.2, 2.4, 2.4));
  }

  private void mantel() {
    g.setPaint(new GradientPaint(0, 28, new Color(0xA86A3D), 0, 36, new Color(0x744223)));
    fillAndInk(new RoundRectangle2D.Double(33, 28, 94, 8, 2, 2), 1.6f);
    g.setColor(new Color(0xE9EEF2));
    fillAndInk(new RoundRectangle2D.Double(39, 14, 5, 14, 1, 1), 1f);
    flame(41.5, 14, 2, 7, new Color(0xFF9A2A), new Color(0xFFF3B0));
    g.setColor(new Color(0x3E8E7E));
    fillAndInk(new Ellipse2D.Double(114, 17, 9, 11), 1f);
    g.setStroke(new BasicStroke(1f));
    g.setColor(new Color(0x3B7A3F));
    g.draw(new Arc2D.Double(108, 6, 10, 20, 0, 80, Arc2D.OPEN));
    g.draw(new Arc2D.Double(119, 6, 10, 20, 100, 80, Arc2D.OPEN));
  }

  private void title() {
    g.setFont(new Font(Font.SERIF, Font.BOLD, 17));
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    float x = (float) (80 - g.getFontMetrics().getStringBounds("Hearth", g).getWidth() / 2);
    g.setColor(INK);
    g.drawString("Hearth", x + 0.8f, 21.8f);
    g.setPaint(new GradientPaint(0, 8, new Color(0xFFE9B8), 0, 22, new Color(0xFFA24A)));
    g.drawString("Hearth", x, 21);
  }

  private void fillAndInk(Shape shape, float width) {
    g.fill(shape);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(INK);
    g.draw(shape);
  }
}
