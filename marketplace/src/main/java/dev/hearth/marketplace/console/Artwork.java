package dev.hearth.marketplace.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws a picture of a function out of its name: the same name always gives the same picture. The
 * markup holds numbers only, never the name.
 */
final class Artwork {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  private final StringBuilder out = new StringBuilder();
  private final SplittableRandom random;
  private final String id;
  private final int pattern;
  private final int hue;

  private Artwork(byte[] digest) {
    this.id = "art" + HexFormat.of().formatHex(digest, 0, 6);
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    this.random = new SplittableRandom(bytes.getLong(0));
    this.pattern = Byte.toUnsignedInt(bytes.get(8)) % 3;
    this.hue = Short.toUnsignedInt(bytes.getShort(19)) % 360;
  }

  /** SVG markup. */
  static String svg(String name) {
    return new Artwork(sha256(name)).draw();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String draw() {
    add(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\""
                + " focusable=\"false\"><defs><linearGradient id=\"%s\" x2=\"1\" y2=\"1\">",
            WIDTH,
            HEIGHT,
            id));
    add(String.format(Locale.ROOT, "<stop stop-color=\"%s\"/>", color(0, 46, 30)));
    add(
        String.format(
            Locale.ROOT,
            "<stop offset=\"1\" stop-color=\"%s\"/></linearGradient></defs>",
            color(38, 54, 47)));
    add(
        String.format(
            Locale.ROOT,
            "<rect width=\"%d\" height=\"%d\" fill=\"url(#%s)\"/>",
            WIDTH,
            HEIGHT,
            id));
    switch (pattern) {
      case 0 -> ripples();
      case 1 -> dunes();
      default -> petals();
    }
    return out.append("</svg>").toString();
  }

  private void ripples() {
    int x = 60 + random.nextInt(200);
    int y = 40 + random.nextInt(110);
    for (int i = 9; i > 0; i--) {
      add(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\" fill-opacity=\"0.14\"/>",
              x - i * 4,
              y + i * 3,
              i * i * 2 + i * 8,
              color(14 + i * 5, 74, 62)));
    }
  }

  private void dunes() {
    double phase = random.nextDouble() * Math.PI * 2;
    for (int i = 0; i < 6; i++) {
      double top = 48 + i * 24;
      double swing = 16 + random.nextInt(12);
      add(
          String.format(
              Locale.ROOT, "<path d=\"M0 %d V%.1f", HEIGHT, top + swing * Math.sin(phase + i)));
      for (int x = 40; x <= WIDTH; x += 40) {
        double middle = top + swing * Math.sin(phase + i + (x - 20) / 55.0);
        double end = top + swing * Math.sin(phase + i + x / 55.0);
        add(String.format(Locale.ROOT, " Q%d %.1f %d %.1f", x - 20, middle, x, end));
      }
      add(
          String.format(
              Locale.ROOT,
              " V%d Z\" fill=\"%s\" fill-opacity=\"0.28\"/>",
              HEIGHT,
              color(8 + i * 10, 66, 62 - i * 5)));
    }
  }

  private void petals() {
    int side = 40;
    for (int y = 0; y < HEIGHT; y += side) {
      for (int x = 0; x < WIDTH; x += side) {
        int turn = random.nextInt(4) * 90;
        add(
            String.format(
                Locale.ROOT,
                "<path transform=\"translate(%d %d) rotate(%d 20 20)\" d=\"M0 0 A40 40 0 0 1 40 40"
                    + " L0 40 Z\" fill=\"%s\" fill-opacity=\"%.2f\"/>",
                x,
                y,
                turn,
                color(random.nextInt(60), 62, 60),
                0.12 + random.nextDouble() * 0.4));
      }
    }
  }

  private String color(int turn, int saturation, int lightness) {
    return String.format(
        Locale.ROOT, "hsl(%d,%d%%,%d%%)", (hue - turn + 360) % 360, saturation, lightness);
  }

  private void add(String markup) {
    out.append(markup);
  }
}
