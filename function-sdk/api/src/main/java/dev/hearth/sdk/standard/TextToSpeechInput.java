package dev.hearth.sdk.standard;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Ui;
import java.util.Optional;

/**
 * A text to read aloud; as fal's {@code kokoro} takes it. A function that has certain voices
 * declares an input of its own with an enum of them.
 *
 * {@snippet file="dev/hearth/sdk/snippets/TextToSpeechSnippet.java" region="function"}
 *
 * @param speed a multiple of the voice's own speed, 0.1 to 5
 */
public record TextToSpeechInput(
    @Description("The text to read aloud.") @Ui(field = "textarea", important = true) String prompt,
    @Description("Voice ID for the desired voice.") Optional<String> voice,
    @Description("Speed of the generated audio.") @Range(min = 0.1, max = 5) @Default("1")
        double speed) {}
