package dev.hearth.examples.moderate;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;

/**
 * What to judge, and how strictly.
 *
 * @param imageUrl the picture
 * @param threshold from which probability on it is called unsafe
 */
public record ModerateInput(
    @Description("The picture to judge: PNG, JPEG or WebP, up to 25 megapixels.") Image imageUrl,
    @Description("From which nsfw_probability on has_nsfw_concepts is true.")
        @Range(min = 0, max = 1)
        @Default("0.5")
        double threshold) {}
