package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;

/**
 * A picture to cut its subject out of; as fal's {@code imageutils/rembg} takes it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/RemoveBackgroundSnippet.java" region="function"}
 */
public record RemoveBackgroundInput(
    @Description("Input image url.") Image imageUrl,
    @Description(
            "If set to true, the resulting image will be cropped to a bounding box around the"
                + " subject.")
        @Default("false")
        boolean cropToBbox) {}
