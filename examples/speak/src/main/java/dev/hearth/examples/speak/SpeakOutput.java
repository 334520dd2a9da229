package dev.hearth.examples.speak;

import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.schema.Description;

/**
 * The speech, or while it is being made the next piece of it.
 *
 * @param audio a WAV file
 * @param duration seconds
 */
public record SpeakOutput(
    @Description("The speech: WAV of 16 bits, 16 kHz, one channel.") Audio audio,
    @Description("How long it lasts, in seconds.") double duration) {}
