package dev.hearth.sdk.standard;

import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;

/**
 * How safe a picture is to show; as fal's {@code imageutils/nsfw} gives it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ModerationSnippet.java" region="function"}
 *
 * @param nsfwProbability 0 for surely safe to 1 for surely not
 */
public record ModerationOutput(
    @Description("The probability of the image being NSFW.") @Range(min = 0, max = 1)
        double nsfwProbability) {}
