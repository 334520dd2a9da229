package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Matches;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Size;
import dev.hearth.sdk.schema.Ui;
import dev.hearth.sdk.standard.ImageFormat;
import java.util.List;
import java.util.Optional;

/**
 * What to draw, in the words of fal's text-to-image endpoints.
 *
 * @param negativePrompt stands in guidance where else no text at all stands; empty for none
 * @param seed of the noise; none for a random one
 * @param guidanceScale how far to go from the negative prompt to the prompt, 1 for no farther
 * @param numImages pictures of one call
 * @param loras adapters that bring another style; several add up
 * @param syncMode for the node, which then puts files into the answer
 * @param previewEvery looks at the network between two previews, 0 for none
 */
public record PromptInput(
    @Description(
            "The prompt to generate an image from: one of 100 objects, with a colour and a"
                + " background if you like, such as \"a blue fox on a yellow background\".")
        @Size(min = 1, max = Limits.PROMPT_CHARACTERS) @Matches("\\S")
        @Ui(field = "textarea", important = true)
        String prompt,
    @Description("What to keep away from. Best an object or a colour, in the prompt's manner.")
        @Size(max = Limits.PROMPT_CHARACTERS) @Default("")
        String negativePrompt,
    @Description(
            "The size of the generated image. The network draws 64x64 pixels, which are enlarged"
                + " smoothly; where the shape isn't square, the picture's edges are continued.")
        @Default("square")
        PictureSize imageSize,
    @Description("The number of inference steps to perform.")
        @Range(min = 1, max = Limits.STEPS)
        @Default("24")
        int numInferenceSteps,
    @Description(
            "The CFG (Classifier Free Guidance) scale is a measure of how close you want the model"
                + " to stick to your prompt when looking for a related image to show you.")
        @Range(min = 1, max = 20)
        @Default("3")
        double guidanceScale,
    @Description("How to follow the flow: heun asks the network nearly twice as often as euler.")
        @Default("euler")
        Scheduler scheduler,
    @Description(
            "The same seed and the same prompt given to the same version of the model will output"
                + " the same image every time.")
        Optional<Long> seed,
    @Description("The number of images to generate.")
        @Range(min = 1, max = Limits.PICTURES)
        @Default("1")
        int numImages,
    @Description(
            "Accepted and without effect: the network has learnt no people, and there is nothing to"
                + " check.")
        @Default("true")
        boolean enableSafetyChecker,
    @Description(
            "The LoRAs to use for the image generation, such as [{\"path\": \"outlines\","
                + " \"scale\": 1}]. Several are mixed; up to 8.")
        @Size(max = Limits.LORAS) @Default("[]")
        @Ui(important = true)
        List<LoraWeight> loras,
    @Description("The format of the generated image.") @Default("jpeg") ImageFormat outputFormat,
    @Description(
            "If `True`, the media will be returned as data URIs in the output, and no files are"
                + " kept of them.")
        @Default("false")
        boolean syncMode,
    @Description(
            "A preview of 64x64 pixels is shown after so many looks at the network; 0 for none.")
        @Range(min = 0, max = 100)
        @Default("5")
        int previewEvery) {}
