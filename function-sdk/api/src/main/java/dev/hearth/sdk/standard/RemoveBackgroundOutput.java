package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Description;
import java.util.Optional;

/**
 * A picture without its background; as fal's {@code birefnet} gives it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/RemoveBackgroundSnippet.java" region="function"}
 */
public record RemoveBackgroundOutput(
    @Description("Image with background removed.") Image image,
    @Description("Mask used to remove the background.") Optional<Image> maskImage) {}
