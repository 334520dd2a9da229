package dev.hearth.examples.upscale;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Description;

/**
 * The result.
 *
 * @param image the enlarged picture
 */
public record UpscaleOutput(@Description("The enlarged picture, a PNG.") Image image) {}
