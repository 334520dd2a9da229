package dev.hearth.sdk.cli.deploy;

/** Hears how an upload goes on, from several threads. */
public interface UploadProgress {
  /** Hears nothing. */
  UploadProgress SILENT = new UploadProgress() {};

  /**
   * What there is to do.
   *
   * @param blobs that the server lacks
   * @param bytes to be sent
   * @param presentBytes of these blobs that came before and aren't sent again
   */
  record Plan(int blobs, long bytes, long presentBytes) {}

  /** The upload begins. */
  default void begin(Plan plan) {}

  /** So many more bytes are on their way; fewer than 0 when they must be sent again. */
  default void sent(long bytes) {}

  /** The server has the whole of a blob. */
  default void stored(LocalBlob blob) {}

  /** The server doesn't answer or refused what came damaged; the same is tried again. */
  default void retrying(String reason) {}

  /** Everything is there. */
  default void end() {}
}
