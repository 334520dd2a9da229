package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Base64;

/** Inputs of the upscale function. */
final class Upscale {
  static final String FUNCTION = "hearth/upscale";

  private Upscale() {}

  /** A picture of the given size as a data URI. */
  static ObjectNode input(int width, int height, int scale) throws IOException {
    return input(Pictures.lineArt(width, height), scale);
  }

  static ObjectNode input(BufferedImage picture, int scale) throws IOException {
    String encoded = Base64.getEncoder().encodeToString(Pictures.png(picture));
    return input("data:image/png;base64," + encoded, scale);
  }

  static ObjectNode input(String url, int scale) {
    return Installation.JSON.createObjectNode().put("image_url", url).put("scale", scale);
  }
}
