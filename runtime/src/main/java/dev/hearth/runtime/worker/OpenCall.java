package dev.hearth.runtime.worker;

/** A call that the worker was given and hasn't answered. */
final class OpenCall {
  /** Bytes that it adds to what the worker may not have read yet. */
  private final int runBytes;

  private final OutputFiles files;
  private long logBytes;

  OpenCall(int runBytes, OutputFiles files) {
    this.runBytes = runBytes;
    this.files = files;
  }

  int runBytes() {
    return runBytes;
  }

  OutputFiles files() {
    return files;
  }

  /** Counts a log line and tells whether the log still had room for it. */
  boolean takesLog(int bytes, long maxBytes) {
    logBytes += bytes;
    return logBytes <= maxBytes;
  }
}
