package dev.hearth.sdk.standard;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Ui;
import java.util.Optional;

/**
 * A picture wanted from words; as fal's {@code flux/dev} takes it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PaintSnippet.java" region="function"}
 *
 * @param numInferenceSteps denoise steps, 1 to 50
 * @param guidanceScale classifier-free guidance, 1 to 20
 * @param numImages pictures of one call, 1 to 4
 */
public record TextToImageInput(
    @Description("The prompt to generate an image from.") @Ui(field = "textarea", important = true)
        String prompt,
    @Description("The size of the generated image.") @Default("landscape_4_3") ImageSize imageSize,
    @Description("The number of inference steps to perform.")
        @Range(min = 1, max = 50)
        @Default("28")
        int numInferenceSteps,
    @Description(
            "The same seed and the same prompt given to the same version of the model will output"
                + " the same image every time.")
        Optional<Long> seed,
    @Description(
            "The CFG (Classifier Free Guidance) scale is a measure of how close you want the model"
                + " to stick to your prompt when looking for a related image to show you.")
        @Range(min = 1, max = 20)
        @Default("3.5")
        double guidanceScale,
    @Description("The number of images to generate.") @Range(min = 1, max = 4) @Default("1")
        int numImages,
    @Description("If set to true, the safety checker will be enabled.") @Default("true")
        boolean enableSafetyChecker,
    @Description("The format of the generated image.") @Default("jpeg") ImageFormat outputFormat) {}
