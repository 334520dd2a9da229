package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Video;
import dev.hearth.sdk.schema.Description;

/**
 * A video; the output of text-to-video and image-to-video.
 *
 * {@snippet file="dev/hearth/sdk/snippets/TextToVideoSnippet.java" region="function"}
 */
public record VideoOutput(
    @Description("The generated video file.") Video video,
    @Description("The seed used for generation.") long seed) {}
