package dev.hearth.sdk.standard;

import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import java.util.Optional;

/**
 * Speech to write down; as fal's {@code whisper} takes it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/SpeechToTextSnippet.java" region="function"}
 */
public record SpeechToTextInput(
    @Description("URL of the audio file to transcribe.") Audio audioUrl,
    @Description("Task to perform on the audio file.") @Default("transcribe") Task task,
    @Description("Language of the audio file, as a code of ISO 639-1; detected if left out.")
        Optional<String> language) {
  /** What to do with the speech. */
  public enum Task {
    TRANSCRIBE,
    /** Into English. */
    TRANSLATE
  }
}
