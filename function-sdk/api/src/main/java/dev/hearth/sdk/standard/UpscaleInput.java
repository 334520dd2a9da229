package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;

/**
 * A picture to enlarge; as fal's {@code esrgan} takes it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/UpscaleSnippet.java" region="function"}
 *
 * @param scale how many times wider and higher, 1 to 8
 */
public record UpscaleInput(
    @Description("Url to input image.") Image imageUrl,
    @Description("Rescaling factor.") @Range(min = 1, max = 8) @Default("2") double scale,
    @Description("Output image format (png or jpeg).") @Default("png") ImageFormat outputFormat) {}
