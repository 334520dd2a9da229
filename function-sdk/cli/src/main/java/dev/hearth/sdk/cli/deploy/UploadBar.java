package dev.hearth.sdk.cli.deploy;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Draws how far an upload is, on one line of a terminal. */
final class UploadBar implements UploadProgress {
  private static final int CELLS = 24;
  private static final long BETWEEN_DRAWINGS_NANOS = 100_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter terminal;
  private final LongSupplier clock;
  private @Nullable UploadPace pace;
  private long drawnNanos;

  /**
   * A bar.
   *
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  UploadBar(PrintWriter terminal, LongSupplier clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public synchronized void begin(Plan plan) {
    if (plan.presentBytes() > 0) {
      terminal.printf("going on: %.1f MB are there already%n", plan.presentBytes() / 1e6);
    }
    if (plan.blobs() > 0) {
      pace = new UploadPace(plan, clock.getAsLong());
      draw(pace);
    }
  }

  @Override
  public synchronized void sent(long bytes) {
    if (pace != null) {
      pace.sent(bytes);
      if (clock.getAsLong() - drawnNanos >= BETWEEN_DRAWINGS_NANOS) {
        draw(pace);
      }
    }
  }

  @Override
  public synchronized void stored(LocalBlob blob) {
    if (pace != null) {
      pace.stored();
      draw(pace);
    }
  }

  @Override
  public synchronized void retrying(String reason) {
    terminal.print(ERASE);
    terminal.println("trying again: " + reason);
    if (pace != null) {
      draw(pace);
    }
  }

  @Override
  public synchronized void end() {
    if (pace != null) {
      draw(pace);
      terminal.println();
      terminal.flush();
    }
  }

  private void draw(UploadPace now) {
    drawnNanos = clock.getAsLong();
    int percent = now.percent();
    int full = percent * CELLS / 100;
    terminal.printf(
        "%suploading [%s%s] %3d %%  %s",
        ERASE, "#".repeat(full), ".".repeat(CELLS - full), percent, now.words(drawnNanos));
    terminal.flush();
  }
}
