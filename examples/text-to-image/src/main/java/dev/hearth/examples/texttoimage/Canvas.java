package dev.hearth.examples.texttoimage;

/**
 * A picture that is being drawn.
 *
 * @param clean the latest estimate of what it will be
 */
record Canvas(Flow flow, Text prompt, Text negative, float guidance, Blend blend, float[] clean) {
  Canvas(Flow flow, Text prompt, Text negative, float guidance, Blend blend) {
    this(flow, prompt, negative, guidance, blend, new float[flow.x().length]);
  }

  /**
   * Goes on by what the network said to both texts (Ho and Salimans, "Classifier-Free Diffusion
   * Guidance", 2022).
   *
   * @param told the picture that goes with the prompt
   * @param untold the one that goes with the negative prompt
   */
  void advance(float[] told, float[] untold) {
    for (int i = 0; i < clean.length; i++) {
      clean[i] = untold[i] + guidance * (told[i] - untold[i]);
    }
    flow.advance(clean);
  }
}
