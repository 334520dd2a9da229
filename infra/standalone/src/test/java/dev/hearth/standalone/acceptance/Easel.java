package dev.hearth.standalone.acceptance;

import java.nio.file.Path;

/** A function that shows its work, deployed for everyone once per test class. */
final class Easel {
  static final String FUNCTION = "hearth/easel";

  /** Dollars per picture. */
  static final String PRICE = "0.002";

  static final long PRICE_NANOS = 2_000_000;

  private Easel() {}

  static void deploy(Installation installation, Path folder) throws Exception {
    new SourceProject("/easel/EaselFunction.java", folder).open(installation.creator(), PRICE);
  }
}
