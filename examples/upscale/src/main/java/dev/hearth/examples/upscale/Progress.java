package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.util.List;

/** Counts the tiles of a group's calls, tells their callers, and lets go of those who have gone. */
final class Progress {
  private final List<Job> jobs;
  private int total;
  private int done;

  Progress(List<Job> jobs) {
    this.jobs = List.copyOf(jobs);
  }

  /** More tiles to come. */
  void expect(int tiles) {
    total += tiles;
  }

  /**
   * To be called before each tile. Ends the calls that were withdrawn.
   *
   * @throws CallException if no call is left to work for
   */
  void checkNotCancelled() {
    for (Job job : jobs) {
      if (job.isOpen() && job.call().cancelled()) {
        job.fail(cancelled());
      }
    }
    if (jobs.stream().noneMatch(Job::isOpen)) {
      throw cancelled();
    }
  }

  /** To be called after each tile. */
  void tileDone() {
    done++;
    for (Job job : jobs) {
      if (job.isOpen()) {
        job.call().progress(done, total);
      }
    }
  }

  private CallException cancelled() {
    return new CallException(
        ErrorCode.CLIENT_CANCELLED, "cancelled after " + done + " of " + total + " tiles");
  }
}
