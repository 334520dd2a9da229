package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;

/**
 * An adapter that a picture is to take, in the words of fal's endpoints with LoRA.
 *
 * @param scale how strongly, 1 as it was trained
 */
public record LoraWeight(
    @Description("The LoRA weights, by name: those that the function brings along.") Style path,
    @Description("How strongly the LoRA changes the picture: 0 not at all, 1 as it was trained.")
        @Range(min = 0, max = 4)
        @Default("1")
        double scale) {}
