package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.standard.ImageFormat;
import java.util.List;
import java.util.Optional;

/** Inputs whose pictures are as the network draws them: 64×64, without loss. */
final class Prompts {
  private Prompts() {}

  static PromptInput of(String prompt, int steps, long seed) {
    return of(prompt, steps, seed, Scheduler.EULER, 1);
  }

  static PromptInput of(String prompt, int steps, long seed, LoraWeight... loras) {
    return of(prompt, steps, seed, Scheduler.EULER, 1, List.of(loras));
  }

  static PromptInput of(String prompt, int steps, long seed, Scheduler scheduler, int pictures) {
    return of(prompt, steps, seed, scheduler, pictures, List.of());
  }

  private static PromptInput of(
      String prompt,
      int steps,
      long seed,
      Scheduler scheduler,
      int pictures,
      List<LoraWeight> loras) {
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
        loras,
        ImageFormat.PNG,
        false,
        0);
  }
}
