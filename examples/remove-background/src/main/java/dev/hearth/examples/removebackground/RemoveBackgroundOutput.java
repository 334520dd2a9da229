package dev.hearth.examples.removebackground;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Description;

/**
 * The result.
 *
 * @param image the picture without its background
 */
public record RemoveBackgroundOutput(
    @Description("The picture without its background, a PNG with transparency.") Image image) {}
