package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Description;
import java.util.List;
import java.util.Map;

/**
 * Pictures made from a prompt; the output of text-to-image and image-to-image.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PaintSnippet.java" region="function"}
 *
 * @param timings seconds by phase, e.g. {@code inference}
 * @param hasNsfwConcepts one for each picture, in order
 */
public record ImagesOutput(
    @Description("The generated image files info.") List<Image> images,
    @Description("Seconds by phase, such as inference.") Map<String, Double> timings,
    @Description(
            "Seed of the generated Image. It will be the same value of the one passed in the input"
                + " or the randomly generated that was used in case none was passed.")
        long seed,
    @Description("Whether the generated images contain NSFW concepts.")
        List<Boolean> hasNsfwConcepts,
    @Description("The prompt used for generating the image.") String prompt) {
  public ImagesOutput {
    images = List.copyOf(images);
    timings = Map.copyOf(timings);
    hasNsfwConcepts = List.copyOf(hasNsfwConcepts);
  }
}
