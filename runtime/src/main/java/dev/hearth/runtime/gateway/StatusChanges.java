package dev.hearth.runtime.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.runtime.call.Partial;
import dev.hearth.runtime.queue.Course;
import dev.hearth.runtime.queue.RequestView;
import java.util.List;
import java.util.Optional;

/**
 * What of a request's status one reader hasn't heard yet. Each log line and each partial output
 * stands in one event only: fal's clients add up the lines of a stream. For one thread.
 */
final class StatusChanges {
  private final String apiUrl;
  private final boolean withLogs;
  private String told = "";
  private int attempt;
  private int lines;
  private long partial;

  StatusChanges(String apiUrl, boolean withLogs) {
    this.apiUrl = apiUrl;
    this.withLogs = withLogs;
  }

  /** The event that tells what is new; none if nothing is. */
  Optional<String> since(RequestView request) {
    Course course = request.course();
    if (course.attempt() > attempt) {
      attempt = course.attempt();
      lines = 0;
      partial = 0;
    }
    List<String> newLines = newLines(course.logs());
    Optional<byte[]> newPartial = newPartial(course);
    String state = StatusBody.of(apiUrl, request, Optional.empty(), Optional.empty()).print();
    if (state.equals(told) && newLines.isEmpty() && newPartial.isEmpty()) {
      return Optional.empty();
    }
    told = state;
    Optional<List<String>> logs = withLogs ? Optional.of(newLines) : Optional.empty();
    String body = StatusBody.of(apiUrl, request, logs, newPartial).print();
    return Optional.of(EventText.data(body.getBytes(UTF_8)) + "\n\n");
  }

  private List<String> newLines(List<String> all) {
    if (!withLogs || all.size() <= lines) {
      return List.of();
    }
    List<String> news = all.subList(lines, all.size());
    lines = all.size();
    return news;
  }

  private Optional<byte[]> newPartial(Course course) {
    Optional<Partial> latest = course.partial().filter(each -> each.number() > partial);
    latest.ifPresent(each -> partial = each.number());
    return latest.flatMap(Partial::body);
  }
}
