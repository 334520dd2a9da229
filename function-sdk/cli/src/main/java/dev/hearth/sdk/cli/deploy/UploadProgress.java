package dev.hearth.sdk.cli.deploy;

/** Hears how an upload goes on. */
public interface UploadProgress {
  /** Hears nothing. */
  UploadProgress SILENT = (sent, total) -> {};

  /** So many bytes of all that must be sent are on their way. */
  void sent(long bytes, long totalBytes);
}
