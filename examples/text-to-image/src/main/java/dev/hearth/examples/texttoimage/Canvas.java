package dev.hearth.examples.texttoimage;

import java.nio.FloatBuffer;

/**
 * A picture that is being drawn.
 *
 * @param clean the latest estimate of what it will be
 */
record Canvas(Flow flow, Text prompt, Text negative, float guidance, float[] clean) {
  Canvas(Flow flow, Text prompt, Text negative, float guidance) {
    this(flow, prompt, negative, guidance, new float[flow.x().length]);
  }

  /**
   * Goes on by what the network said to both texts (Ho and Salimans, "Classifier-Free Diffusion
   * Guidance", 2022).
   *
   * @param answers pictures, of which those of the prompt and the negative prompt begin there
   */
  void advance(FloatBuffer answers, int told, int untold) {
    for (int i = 0; i < clean.length; i++) {
      float without = answers.get(untold + i);
      clean[i] = without + guidance * (answers.get(told + i) - without);
    }
    flow.advance(clean);
  }
}
