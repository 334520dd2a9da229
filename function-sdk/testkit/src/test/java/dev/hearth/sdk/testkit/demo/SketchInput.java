package dev.hearth.sdk.testkit.demo;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Size;
import java.util.Optional;

/**
 * What to sketch.
 *
 * @param act how the function behaves
 * @param paper a picture whose size the sketch gets
 */
public record SketchInput(
    @Size(min = 1, max = 20) String text,
    @Range(min = 0, max = 50) @Default("3") int steps,
    @Default("draw") Act act,
    Optional<Image> paper) {
  /** How the function behaves. */
  public enum Act {
    DRAW,
    REFUSE,
    BREAK_STEP,
    PREVIEW,
    OVERDRAW,
    PRINT
  }

  /** A sketch of so many steps. */
  public static SketchInput of(String text, int steps) {
    return new SketchInput(text, steps, Act.DRAW, Optional.empty());
  }

  /** A sketch of the usual length that behaves so. */
  public static SketchInput of(String text, Act act) {
    return new SketchInput(text, 3, act, Optional.empty());
  }
}
