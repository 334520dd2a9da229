package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Follows one request to its end and tells a listener what changes. */
final class Following {
  /** As fal's JavaScript client. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final QueuedRequest<?> request;
  private final Transport transport;
  private final CallListener listener;
  private final Deadline deadline;

  private int position = -1;
  private boolean running;
  private int linesTold;
  private RequestStatus.@Nullable Progress progress;
  private @Nullable Json partial;

  Following(
      QueuedRequest<?> request, Transport transport, CallListener listener, Deadline deadline) {
    this.request = request;
    this.transport = transport;
    this.listener = listener;
    this.deadline = deadline;
  }

  /** By the server's stream; from where that fails, by asking again and again. */
  void untilCompleted() {
    if (streamed()) {
      return;
    }
    String query = withLogs() ? "logs=1&partial=1" : "logs=0";
    while (!tellWhole(request.status(query, deadline))) {
      transport.backoff().sleep(deadline.atMost(BETWEEN_LOOKS));
    }
  }

  private boolean streamed() {
    try (var stream = new StatusStream(transport, request.stream(withLogs(), deadline))) {
      for (var now = stream.next(); now.isPresent(); now = stream.next()) {
        if (tellPart(now.get())) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean withLogs() {
    return listener != Silent.INSTANCE;
  }

  /** Tells what is new in a status with all lines; whether it is the end. */
  private boolean tellWhole(RequestStatus status) {
    tellState(status);
    // A request that begins anew has no lines at first.
    int begin = status.logs().size() < linesTold ? 0 : linesTold;
    status.logs().subList(begin, status.logs().size()).forEach(listener::log);
    linesTold = status.logs().size();
    return status instanceof RequestStatus.Completed;
  }

  /** Tells what is new in a status of a stream, which has new lines only; whether it is the end. */
  private boolean tellPart(RequestStatus status) {
    tellState(status);
    status.logs().forEach(listener::log);
    linesTold += status.logs().size();
    return status instanceof RequestStatus.Completed;
  }

  private void tellState(RequestStatus status) {
    switch (status) {
      case RequestStatus.InQueue(int now) -> {
        running = false;
        linesTold = 0;
        if (now != position) {
          position = now;
          listener.inQueue(now);
        }
      }
      case RequestStatus.InProgress now -> {
        position = -1;
        if (!running) {
          running = true;
          listener.inProgress();
        }
        tellCourse(now);
      }
      case RequestStatus.Completed _ -> {}
    }
  }

  private void tellCourse(RequestStatus.InProgress now) {
    RequestStatus.Progress done = now.progress().orElse(null);
    if (done != null && !done.equals(progress)) {
      listener.progress(done.done(), done.total());
    }
    progress = done;
    Json latest = now.partial().orElse(partial);
    if (latest != null && !latest.equals(partial)) {
      listener.partial(latest);
    }
    partial = latest;
  }
}
