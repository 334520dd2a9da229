package dev.hearth.examples.removebackground;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;

/**
 * What to cut out, and how.
 *
 * @param imageUrl the picture
 * @param cropToBbox whether the result is no larger than what remains
 */
public record RemoveBackgroundInput(
    @Description("The picture of one or more people: PNG, JPEG or WebP, up to 25 megapixels.")
        Image imageUrl,
    @Description("Whether to crop the result to the smallest rectangle around what remains.")
        @Default("false")
        boolean cropToBbox) {}
