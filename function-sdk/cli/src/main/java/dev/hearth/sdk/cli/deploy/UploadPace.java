package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.deploy.UploadProgress.Plan;
import java.util.Locale;

/** How far an upload is, how fast it is, and how long it will take, in words. Not thread-safe. */
final class UploadPace {
  private final Plan plan;
  private final long beginNanos;
  private long sentBytes;
  private int storedBlobs;

  UploadPace(Plan plan, long beginNanos) {
    this.plan = plan;
    this.beginNanos = beginNanos;
  }

  void sent(long bytes) {
    sentBytes += bytes;
  }

  void stored() {
    storedBlobs++;
  }

  /** 0 to 100. */
  int percent() {
    return plan.bytes() == 0 ? 100 : (int) (Math.min(sentBytes, plan.bytes()) * 100 / plan.bytes());
  }

  /** {@code 430.1 of 1024.0 MB, 85.2 MB/s, 7 s left, 2 of 5 files}. */
  String words(long nowNanos) {
    double seconds = Math.max(1e-3, (nowNanos - beginNanos) / 1e9);
    double rate = sentBytes / seconds;
    return String.format(
        Locale.ROOT,
        "%.1f of %.1f MB, %.1f MB/s, %s, %s",
        sentBytes / 1e6,
        plan.bytes() / 1e6,
        rate / 1e6,
        left(rate),
        files());
  }

  /** {@code 2 of 5 files}. */
  String files() {
    return "%d of %d file%s".formatted(storedBlobs, plan.blobs(), plan.blobs() == 1 ? "" : "s");
  }

  private String left(double rate) {
    long bytes = plan.bytes() - sentBytes;
    if (rate <= 0 && bytes > 0) {
      return "waiting";
    }
    long seconds = bytes <= 0 ? 0 : (long) Math.ceil(bytes / rate);
    return seconds < 60
        ? seconds + " s left"
        : "%d:%02d min left".formatted(seconds / 60, seconds % 60);
  }
}
