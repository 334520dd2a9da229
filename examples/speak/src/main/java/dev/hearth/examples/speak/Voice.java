package dev.hearth.examples.speak;

import dev.hearth.sdk.schema.Description;

/** Who speaks. Each is a folder of weights. */
public enum Voice {
  /** A woman from the United States. */
  @Description("A woman from the United States.")
  SLT("cmu-us-slt", "register_cmu_us_slt", 13_541_120),

  /** A man from the United States. */
  @Description("A man from the United States.")
  RMS("cmu-us-rms", "register_cmu_us_rms", 10_551_152),

  /** A man from Scotland. */
  @Description("A man from Scotland, who speaks American English.")
  AWB("cmu-us-awb", "register_cmu_us_awb", 8_012_336);

  private final String weights;
  private final String register;
  private final int address;

  /**
   * @param register flite's function that makes the voice of what stands in memory
   * @param address where in flite's memory it has to stand
   */
  Voice(String weights, String register, int address) {
    this.weights = weights;
    this.register = register;
    this.address = address;
  }

  String weights() {
    return weights;
  }

  String register() {
    return register;
  }

  int address() {
    return address;
  }
}
