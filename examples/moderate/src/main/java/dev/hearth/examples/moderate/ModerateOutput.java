package dev.hearth.examples.moderate;

import dev.hearth.sdk.schema.Description;
import java.util.List;

/**
 * The judgement.
 *
 * @param nsfwProbability how likely the picture is unsafe for work
 * @param hasNsfwConcepts whether that reaches the threshold; a list of one
 * @param probabilities of the five classes
 */
public record ModerateOutput(
    @Description("How likely the picture is unsafe for work: hentai, porn and sexy together.")
        double nsfwProbability,
    @Description("Whether nsfw_probability reaches the threshold: one entry, for the one picture.")
        List<Boolean> hasNsfwConcepts,
    @Description("How likely each class is; they sum to 1.") Probabilities probabilities) {
  public ModerateOutput {
    hasNsfwConcepts = List.copyOf(hasNsfwConcepts);
  }
}
