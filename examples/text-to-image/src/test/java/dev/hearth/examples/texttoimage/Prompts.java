package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.standard.ImageFormat;
import java.util.Optional;

/** Inputs whose pictures are as the network draws them: 64×64, without loss. */
final class Prompts {
  private Prompts() {}

  static PromptInput of(String prompt, int steps, long seed) {
    return of(prompt, steps, seed, Scheduler.EULER, 1);
  }

  static PromptInput of(String prompt, int steps, long seed, Scheduler scheduler, int pictures) {
    return new PromptInput(
        prompt,
        "",
        new PictureSize.Custom(64, 64),
        steps,
        3,
        scheduler,
        Optional.of(seed),
        pictures,
        true,
        ImageFormat.PNG,
        0);
  }
}
