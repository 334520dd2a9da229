package dev.hearth.sdk.client;

import java.time.Duration;
import java.util.List;

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
    while (!tell(request.status(withLogs(), deadline))) {
      transport.backoff().sleep(deadline.atMost(BETWEEN_LOOKS));
    }
  }

  private boolean streamed() {
    try (var stream = new StatusStream(transport, request.stream(withLogs(), deadline))) {
      for (var now = stream.next(); now.isPresent(); now = stream.next()) {
        if (tell(now.get())) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean withLogs() {
    return listener != Silent.INSTANCE;
  }

  /** Tells what is new; whether it is the end. */
  private boolean tell(RequestStatus status) {
    switch (status) {
      case RequestStatus.InQueue(int now) -> {
        running = false;
        if (now != position) {
          position = now;
          listener.inQueue(now);
        }
      }
      case RequestStatus.InProgress _ -> {
        position = -1;
        if (!running) {
          running = true;
          listener.inProgress();
        }
      }
      case RequestStatus.Completed _ -> {}
    }
    tellLines(status.logs());
    return status instanceof RequestStatus.Completed;
  }

  /** A request that begins anew has no lines at first. */
  private void tellLines(List<LogLine> lines) {
    int begin = lines.size() < linesTold ? 0 : linesTold;
    lines.subList(begin, lines.size()).forEach(listener::log);
    linesTold = lines.size();
  }
}
