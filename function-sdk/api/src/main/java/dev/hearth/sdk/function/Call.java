package dev.hearth.sdk.function;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.media.Video;

/**
 * One request, as the function sees it. Safe for use by several threads, also such as the function
 * made itself.
 *
 * <p>Once the call has ended, by its output or by a failure, nothing of it reaches the caller any
 * more: methods that return nothing are then without effect, those that make an output file throw
 * {@link IllegalStateException}.
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

  /** The number that names this call among those that its worker has at once. */
  long id();

  /** Writes a line to the call's log, which the caller can read. */
  default void log(String message) {
    log(Level.INFO, message);
  }

  /**
   * Writes a line of the given level to the call's log. One that is longer than 16 KiB is cut; of
   * lines that come too fast some are left out, which the log says.
   */
  void log(Level level, String message);

  /**
   * Tells that {@code done} of {@code total} parts of the work are done. Whoever follows the call
   * sees the latest; an iterative function's steps are told without this.
   *
   * <p>It may be told as often as it changes. Told faster than the node reads, it waits for the
   * node.
   *
   * @throws IllegalArgumentException unless {@code 0 <= done <= total}
   */
  void progress(int done, int total);

  /**
   * Shows a partial output, such as a preview or a part of a text, to whoever follows the call: a
   * caller who streams, or looks at the status of a queued call. Nothing happens if nobody does.
   *
   * <p>Partials reach a caller in order, and before the whole output, which is the last event of a
   * stream; so a partial that holds all there is so far serves best. A caller who reads too slowly
   * misses the oldest that wait, and can tell from their numbers; so does who looks at the status
   * now and then, and sees the latest. An attempt whose partials have reached a caller who streams
   * isn't repeated.
   *
   * <p>Media come from {@link #image} and its siblings, and may stand in several partials and in
   * the output too. Each counts among the files of the call, of which a node allows so many (256,
   * unless it says otherwise); only those in the output are billed. Emitted faster than the node
   * reads, it waits for the node. A few partials per second are as many as a person sees.
   *
   * @param partial a value of the output's type, or any {@code Json}; at most 1 MiB as JSON, so
   *     that large things are files
   * @throws IllegalArgumentException if it is neither, or is too large
   */
  void emit(Object partial);

  /**
   * Whether the caller has withdrawn the call; the function should then end it soon, by throwing or
   * {@link #fail}. Once true it stays so. An iterative function need not ask.
   */
  boolean cancelled();

  /**
   * Sets the units consumed, for billing units that the node can't measure from the outputs. The
   * last value counts, and only if the call succeeds; one above the call's bound fails it.
   *
   * @param microUnits millionths of the billing unit
   * @throws IllegalArgumentException if it is negative
   */
  void meter(long microUnits);

  /**
   * Ends this call alone with a reason for its caller, while the rest of the batch goes on. The
   * first end counts: what the function returns or throws for it later is ignored.
   */
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
