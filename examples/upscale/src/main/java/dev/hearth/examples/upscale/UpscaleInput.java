package dev.hearth.examples.upscale;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.OneOf;

/**
 * What to enlarge, and how.
 *
 * @param imageUrl the picture
 * @param scale growth in each direction
 * @param model the network
 */
public record UpscaleInput(
    @Description("The picture to enlarge: PNG, JPEG or WebP.") Image imageUrl,
    @Description("How many times wider and higher the result is.") @OneOf({2, 4}) @Default("2")
        int scale,
    @Description("The network that enlarges.") @Default("auto") Model model) {}
