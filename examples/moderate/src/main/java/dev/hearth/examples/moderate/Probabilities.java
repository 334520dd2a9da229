package dev.hearth.examples.moderate;

import dev.hearth.sdk.schema.Description;

/**
 * How likely each class is. Components stand in the order of the network's output.
 *
 * @param drawing a drawing that is safe for work
 * @param hentai a pornographic drawing
 * @param neutral a photograph that is safe for work
 * @param porn a pornographic photograph
 * @param sexy a sexually suggestive photograph that isn't pornographic
 */
public record Probabilities(
    @Description("A drawing that is safe for work.") double drawing,
    @Description("A pornographic drawing.") double hentai,
    @Description("A photograph that is safe for work.") double neutral,
    @Description("A pornographic photograph.") double porn,
    @Description("A suggestive photograph that isn't pornographic.") double sexy) {

  /** How likely any of the unsafe classes is. */
  double unsafe() {
    return Math.min(1, hentai + porn + sexy);
  }
}
