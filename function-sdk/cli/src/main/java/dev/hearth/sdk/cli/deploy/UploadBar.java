package dev.hearth.sdk.cli.deploy;

import java.io.PrintWriter;

/** Draws how far an upload is, on one line of a terminal. */
final class UploadBar implements UploadProgress {
  private static final int CELLS = 30;

  private final PrintWriter terminal;
  private long drawnPercent = -1;

  UploadBar(PrintWriter terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void sent(long bytes, long totalBytes) {
    long percent = totalBytes == 0 ? 100 : bytes * 100 / totalBytes;
    if (percent == drawnPercent) {
      return;
    }
    drawnPercent = percent;
    int full = (int) (percent * CELLS / 100);
    terminal.printf(
        "\ruploading [%s%s] %3d %% of %.1f MB%s",
        "#".repeat(full),
        ".".repeat(CELLS - full),
        percent,
        totalBytes / 1e6,
        percent == 100 ? System.lineSeparator() : "");
    terminal.flush();
  }
}
