package dev.hearth.sdk.standard;

import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Size;
import java.util.List;

/**
 * What was said; as fal's {@code whisper} gives it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/SpeechToTextSnippet.java" region="function"}
 */
public record SpeechToTextOutput(
    @Description("Transcription of the audio file.") String text,
    @Description("Timestamp chunks of the audio file.") List<Chunk> chunks) {
  public SpeechToTextOutput {
    chunks = List.copyOf(chunks);
  }

  /**
   * A part of the speech.
   *
   * @param timestamp begin and end in seconds
   */
  public record Chunk(
      @Description("Start and end timestamp of the chunk.") @Size(min = 2, max = 2) List<Double> timestamp,
      @Description("Transcription of the chunk.") String text) {
    public Chunk {
      timestamp = List.copyOf(timestamp);
    }
  }
}
