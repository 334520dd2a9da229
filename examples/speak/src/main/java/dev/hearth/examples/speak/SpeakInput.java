package dev.hearth.examples.speak;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;
import dev.hearth.sdk.schema.Size;

/**
 * What to say, and how.
 *
 * @param text English text
 * @param voice who says it
 * @param speed how fast, as a multiple of the voice's own speed
 */
public record SpeakInput(
    @Description("The text to read aloud, in English: up to 5,000 characters.")
        @Size(min = 1, max = Limits.MAX_CHARACTERS) String text,
    @Description(
            "Who reads it: slt, a woman, or rms, a man, from the United States; awb, a man from"
                + " Scotland.")
        @Default("slt")
        Voice voice,
    @Description("How fast: 2 is twice the voice's own speed, 0.5 half of it.")
        @Range(min = 0.5, max = 2)
        @Default("1")
        double speed) {}
