package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.form.PrettyJson;
import dev.hearth.marketplace.console.run.Fault;
import dev.hearth.marketplace.console.run.RecentInputs;
import dev.hearth.marketplace.console.run.RecentInputs.Recalled;
import dev.hearth.marketplace.console.run.RunException;
import dev.hearth.marketplace.console.run.RunResult;
import dev.hearth.marketplace.console.run.RunResult.Failed;
import dev.hearth.marketplace.console.run.RunResult.Succeeded;
import dev.hearth.marketplace.console.run.RunStatus;
import dev.hearth.marketplace.console.run.RunStatus.State;
import dev.hearth.marketplace.console.run.RuntimeClient;
import dev.hearth.marketplace.console.session.Visitor;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.marketplace.listing.PublicConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Asks the runtime how a run stands, and lays that out for the page. */
@ApplicationScoped
class RunViews {
  private final RuntimeClient runtime;
  private final RecentInputs inputs;
  private final URI apiOrigin;

  RunViews(RuntimeClient runtime, RecentInputs inputs, PublicConfig addresses) {
    this.runtime = runtime;
    this.inputs = inputs;
    this.apiOrigin = addresses.apiUrl();
  }

  RunView of(ListedFunction function, Visitor visitor, String requestId) throws RunException {
    RunStatus status = runtime.status(visitor.key(), function.id(), requestId);
    List<MediaView> before =
        inputs
            .recall(visitor.account().id(), requestId)
            .map(recalled -> before(function, recalled))
            .orElse(List.of());
    if (status.state() != State.COMPLETED) {
      return unfinished(function, requestId, status, before);
    }
    RunResult result = runtime.result(visitor.key(), function.id(), requestId);
    return finished(function, requestId, status, before, result);
  }

  private List<MediaView> before(ListedFunction function, Recalled recalled) {
    return function
        .descriptor()
        .endpoint(recalled.endpoint())
        .map(endpoint -> MediaView.inInput(recalled.input(), endpoint, apiOrigin))
        .orElse(List.of());
  }

  private RunView unfinished(
      ListedFunction function, String requestId, RunStatus status, List<MediaView> before) {
    String state = status.state() == State.IN_QUEUE ? "queued" : "running";
    CourseView course = CourseView.of(status, apiOrigin);
    return new RunView(
        url(function),
        requestId,
        state,
        status.position(),
        "%s-%d-%d-%d-%d"
            .formatted(
                state,
                status.position(),
                status.logs().size(),
                status.logs().hashCode(),
                course.hashCode()),
        course,
        status.logs(),
        before,
        List.of(),
        List.of(),
        "",
        "",
        "");
  }

  private RunView finished(
      ListedFunction function,
      String requestId,
      RunStatus status,
      List<MediaView> before,
      RunResult result) {
    return new RunView(
        url(function),
        requestId,
        result instanceof Succeeded ? "succeeded" : "failed",
        0,
        "done",
        CourseView.nothing(),
        status.logs(),
        before,
        result instanceof Succeeded(var output, _)
            ? MediaView.inOutput(output, apiOrigin)
            : List.of(),
        result instanceof Failed(_, var faults, _) ? faults : List.<Fault>of(),
        result instanceof Succeeded(var output, _) ? PrettyJson.print(output) : "",
        result.costDollars().map(Dollars::of).orElse(""),
        seconds(status.seconds()));
  }

  private static String seconds(Optional<BigDecimal> seconds) {
    return seconds
        .filter(s -> s.signum() >= 0 && s.precision() - s.scale() < 10)
        .map(s -> s.setScale(2, RoundingMode.HALF_UP).toPlainString() + " s")
        .orElse("");
  }

  private static String url(ListedFunction function) {
    return "/functions/" + function.id();
  }
}
