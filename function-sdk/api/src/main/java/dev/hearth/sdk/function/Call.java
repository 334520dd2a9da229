package dev.hearth.sdk.function;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.media.Video;

/**
 * One request, as the function sees it. Safe for use by several threads.
 *
 * {@snippet file="dev/hearth/sdk/snippets/CallSnippet.java" region="call"}
 */
public interface Call {
  /** How much a log line matters. */
  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** The number that names this call within its worker. */
  long id();

  /** Writes a line to the call's log, which the caller can read. */
  default void log(String message) {
    log(Level.INFO, message);
  }

  /** Writes a line of the given level to the call's log. */
  void log(Level level, String message);

  /** Tells that {@code done} of {@code total} parts of the work are done. */
  void progress(int done, int total);

  /** Sends a partial output to callers who stream. */
  void emit(Object partial);

  /** Whether the caller has withdrawn the call; the function should then end soon. */
  boolean cancelled();

  /**
   * Sets the units consumed, for billing units that the node can't measure from the outputs.
   *
   * @param microUnits millionths of the billing unit, not negative
   */
  void meter(long microUnits);

  /** Ends this call alone with a reason for its caller, while the rest of the batch goes on. */
  void fail(CallException reason);

  /** Stores an output picture; {@code width} and {@code height} in pixels. */
  Image image(byte[] encoded, String contentType, int width, int height);

  /**
   * Begins an output picture too large to hold in memory; {@code width} and {@code height} in
   * pixels. Until it is finished the call can begin or store no other file.
   */
  MediaOutput<Image> writeImage(String contentType, int width, int height);

  /** Stores an output video. */
  Video video(byte[] encoded, String contentType);

  /** Stores an output sound. */
  Audio audio(byte[] encoded, String contentType);

  /** Stores an output file under a plain name. */
  FileRef file(byte[] content, String contentType, String fileName);
}
