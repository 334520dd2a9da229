package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Description;

/**
 * One picture; the output of upscaling and of other work on a picture.
 *
 * {@snippet file="dev/hearth/sdk/snippets/UpscaleSnippet.java" region="function"}
 */
public record ImageOutput(@Description("The resulting image.") Image image) {}
