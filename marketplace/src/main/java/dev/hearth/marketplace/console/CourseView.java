package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.run.RunStatus;
import dev.hearth.marketplace.console.run.RunStatus.Progress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a function shows of its work while it runs.
 *
 * @param done parts that are done
 * @param total parts in all; 0 when unknown
 * @param previews files of the latest partial output
 */
record CourseView(int done, int total, List<MediaView> previews) {
  private static final int MAX_PREVIEWS = 4;
  private static final CourseView NOTHING = new CourseView(0, 0, List.of());

  CourseView {
    previews = List.copyOf(previews.subList(0, Math.min(previews.size(), MAX_PREVIEWS)));
  }

  /** That of a run which has ended. */
  static CourseView nothing() {
    return NOTHING;
  }

  static CourseView of(RunStatus status, URI apiOrigin) {
    Optional<Progress> progress = status.progress();
    return new CourseView(
        progress.map(Progress::done).orElse(0),
        progress.map(Progress::total).orElse(0),
        status.partial().map(it -> MediaView.inOutput(it, apiOrigin)).orElse(List.of()));
  }

  public boolean counted() {
    return total > 0;
  }
}
