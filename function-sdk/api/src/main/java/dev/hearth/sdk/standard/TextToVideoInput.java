package dev.hearth.sdk.standard;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Ui;
import dev.hearth.sdk.schema.WireName;
import java.util.Optional;

/**
 * A video wanted from words; as fal's {@code wan} takes it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/TextToVideoSnippet.java" region="function"}
 *
 * @param numFrames 17 to 161
 * @param framesPerSecond 4 to 60
 * @param numInferenceSteps denoise steps, 2 to 40
 * @param guidanceScale classifier-free guidance, 1 to 10
 */
public record TextToVideoInput(
    @Description("The text prompt to guide video generation.")
        @Ui(field = "textarea", important = true)
        String prompt,
    @Description("Negative prompt for video generation.") @Default("") String negativePrompt,
    @Description("Number of frames to generate.") @Range(min = 17, max = 161) @Default("81")
        int numFrames,
    @Description("Frames per second of the generated video.")
        @Range(min = 4, max = 60)
        @Default("16")
        int framesPerSecond,
    @Description("Random seed for reproducibility. If left out, a random seed is chosen.")
        Optional<Long> seed,
    @Description("Resolution of the generated video.") @Default("720p") Resolution resolution,
    @Description("Aspect ratio of the generated video.") @Default("16:9") AspectRatio aspectRatio,
    @Description("Number of inference steps for sampling.") @Range(min = 2, max = 40) @Default("27")
        int numInferenceSteps,
    @Description("Classifier-free guidance scale.") @Range(min = 1, max = 10) @Default("3.5")
        double guidanceScale,
    @Description("If set to true, input data will be checked for safety before processing.")
        @Default("false")
        boolean enableSafetyChecker) {

  /** Lines of a video. */
  public enum Resolution {
    @WireName("480p")
    P480,
    @WireName("580p")
    P580,
    @WireName("720p")
    P720
  }

  /** Width to height. */
  public enum AspectRatio {
    @WireName("16:9")
    LANDSCAPE,
    @WireName("9:16")
    PORTRAIT,
    @WireName("1:1")
    SQUARE
  }
}
