package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.schema.SnakeCase;

/** Styles that an adapter brings. */
public enum Style {
  /** Line drawings in one flat colour. */
  OUTLINES,
  /** Squares of 4×4 pixels. */
  MOSAIC;

  /** Its adapter within the folder of the network's weights. */
  String file() {
    return SnakeCase.ofConstant(name()) + ".safetensors";
  }
}
