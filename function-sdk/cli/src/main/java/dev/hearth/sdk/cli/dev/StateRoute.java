package dev.hearth.sdk.cli.dev;

import com.sun.net.httpserver.HttpExchange;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code GET /dev/state?state=N&log=M}: waits until the project stands elsewhere than at {@code N},
 * or there are log lines after {@code M}.
 */
final class StateRoute {
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final DevProject project;
  private final DevLog log;

  StateRoute(DevProject project, DevLog log) {
    this.project = project;
    this.log = log;
  }

  void answer(HttpExchange exchange) throws IOException, InterruptedException {
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
    long seenState = number(query, "state");
    long seenLine = number(query, "log");
    long changes = log.changes();
    if (project.state().number() == seenState && log.after(seenLine).isEmpty()) {
      log.awaitChange(changes, WAIT);
    }
    DevServer.sendJson(exchange, 200, body(log.after(seenLine)).print());
  }

  private static long number(String query, String name) {
    for (String part : query.split("&", -1)) {
      if (part.matches(name + "=[0-9]{1,18}")) {
        return Long.parseLong(part.substring(name.length() + 1));
      }
    }
    return 0;
  }

  private JsonObject body(List<DevLog.Line> lines) {
    DevProject.State state = project.state();
    var body =
        JsonObject.builder()
            .put("state", state.number())
            .put("phase", state.phase().name().toLowerCase(Locale.ROOT))
            .put("problems", JsonArray.ofStrings(state.problems()))
            .put("log", new JsonArray(lines.stream().map(StateRoute::line).toList()));
    project
        .worker()
        .ifPresent(worker -> body.put("descriptor", worker.node().descriptor().toJson()));
    return body.build();
  }

  private static Json line(DevLog.Line line) {
    return JsonObject.builder()
        .put("number", line.number())
        .put("level", line.level())
        .put("text", line.text())
        .build();
  }
}
