package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Description;

/**
 * A picture to judge; as fal's {@code imageutils/nsfw} takes it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/ModerationSnippet.java" region="function"}
 */
public record ModerationInput(@Description("Input image url.") Image imageUrl) {}
