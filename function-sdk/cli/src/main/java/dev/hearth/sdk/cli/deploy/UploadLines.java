package dev.hearth.sdk.cli.deploy;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells how far an upload is, in lines, for logs. */
final class UploadLines implements UploadProgress {
  private static final long BETWEEN_LINES_NANOS = 10_000_000_000L;

  private final PrintWriter log;
  private final LongSupplier clock;
  private @Nullable UploadPace pace;
  private long toldNanos;

  /**
   * Lines.
   *
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  UploadLines(PrintWriter log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public synchronized void begin(Plan plan) {
    if (plan.blobs() == 0) {
      return;
    }
    toldNanos = clock.getAsLong();
    pace = new UploadPace(plan, toldNanos);
    String present =
        plan.presentBytes() == 0
            ? ""
            : ", %.1f MB are there already".formatted(plan.presentBytes() / 1e6);
    tell("uploading %d file(s), %.1f MB%s".formatted(plan.blobs(), plan.bytes() / 1e6, present));
  }

  @Override
  public synchronized void sent(long bytes) {
    if (pace != null) {
      pace.sent(bytes);
      long now = clock.getAsLong();
      if (now - toldNanos >= BETWEEN_LINES_NANOS) {
        toldNanos = now;
        tell("%d %%: %s".formatted(pace.percent(), pace.words(now)));
      }
    }
  }

  @Override
  public synchronized void stored(LocalBlob blob) {
    if (pace != null) {
      pace.stored();
      tell(
          "uploaded %s (%.1f MB), %s"
              .formatted(blob.path(), blob.tree().totalBytes() / 1e6, pace.files()));
    }
  }

  @Override
  public synchronized void retrying(String reason) {
    tell("trying again: " + reason);
  }

  private void tell(String line) {
    log.println(line);
    log.flush();
  }
}
