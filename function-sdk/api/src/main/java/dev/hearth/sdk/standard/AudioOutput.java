package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.schema.Description;

/**
 * A sound; the output of text-to-speech.
 *
 * {@snippet file="dev/hearth/sdk/snippets/TextToSpeechSnippet.java" region="function"}
 */
public record AudioOutput(@Description("The generated audio.") Audio audio) {}
