package dev.hearth.sdk.client;

/** Hears how far an upload is. */
@FunctionalInterface
public interface UploadListener {
  /**
   * So many bytes were handed to the connection; begins again at 0 when an upload is repeated.
   *
   * @param total the file's length
   */
  void sent(long bytes, long total);
}
