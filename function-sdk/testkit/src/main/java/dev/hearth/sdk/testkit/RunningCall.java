package dev.hearth.sdk.testkit;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.testkit.node.CallEvent;
import dev.hearth.sdk.testkit.node.LocalCall;
import dev.hearth.sdk.testkit.node.LocalNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A call that was submitted: what is heard of it while it runs, and its end. Thread-safe. */
public final class RunningCall<O> {
  private final LocalNode node;
  private final LocalCall call;
  private final OutputType<O> type;

  RunningCall(LocalNode node, LocalCall call, OutputType<O> type) {
    this.node = node;
    this.call = call;
    this.type = type;
  }

  /**
   * Waits for the result, as long as the function may take by its own declaration.
   *
   * @throws CallFailed if the call fails, is withdrawn or takes too long
   */
  public Result<O> result() {
    Duration limit = node.descriptor().timeout();
    CallEvent end = await(limit).orElseGet(() -> tooLong(limit));
    return switch (end) {
      case CallEvent.Succeeded(var output, var microUnits) -> result(output, microUnits);
      case CallEvent.Failed(var reason, var stack) -> throw new CallFailed(reason, stack);
      default -> throw new IllegalStateException(end + " is no end");
    };
  }

  private Result<O> result(Json output, long microUnits) {
    return new Result<>(
        type.read(output),
        output,
        microUnits,
        call.boundMicroUnits(),
        logs(),
        progress(),
        partials());
  }

  private Optional<CallEvent> await(Duration limit) {
    try {
      return call.awaitEnd(limit);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private CallEvent tooLong(Duration limit) {
    cancel();
    return new CallEvent.Failed(
        new CallException(
            ErrorCode.GENERATION_TIMEOUT,
            "the function took longer than its " + limit.toSeconds() + " s"),
        "");
  }

  /**
   * Waits for the failure that this call must end with.
   *
   * @throws AssertionError if it succeeds
   */
  public CallFailed failure() {
    try {
      Result<O> result = result();
      throw new AssertionError("the call succeeded with " + result.json().print());
    } catch (CallFailed failed) {
      return failed;
    }
  }

  /** Whether it has ended, in whatever way. */
  public boolean hasEnded() {
    return call.hasEnded();
  }

  /** Withdraws the call, as a caller does who cancels or leaves. */
  public void cancel() {
    node.cancel(call);
  }

  /**
   * Has the function put this call of an {@code IterativeFunction} aside before its next step, as
   * if a more urgent one needed its place.
   */
  public void park() {
    node.park(call);
  }

  /**
   * Has the function go on with a parked call.
   *
   * @throws IllegalStateException if the batch is full
   */
  public void resume() {
    node.resume(call);
  }

  /** Waits until {@code done} parts of the work are done. */
  public Progress awaitProgress(int done) {
    return await(CallEvent.Progressed.class, event -> event.done() >= done, "progress of " + done)
        .map(RunningCall::progress)
        .orElseThrow();
  }

  /** Waits for the partial output of that number, from 0. */
  public Json awaitPartial(int index) {
    var _ = awaitCount(CallEvent.Emitted.class, index + 1, "partial output " + index);
    return partials().get(index);
  }

  /** Waits for a log line whose message contains that text. */
  public LogLine awaitLog(String text) {
    return await(
            CallEvent.Logged.class,
            event -> event.message().contains(text),
            "a log line with \"" + text + "\"")
        .map(RunningCall::line)
        .orElseThrow();
  }

  private <E extends CallEvent> Optional<E> await(
      Class<E> type, Predicate<E> wanted, String description) {
    return awaitUntil(
        events -> events.stream().filter(type::isInstance).map(type::cast).filter(wanted),
        1,
        description);
  }

  private <E extends CallEvent> Optional<E> awaitCount(
      Class<E> type, int count, String description) {
    return awaitUntil(
        events -> events.stream().filter(type::isInstance).map(type::cast), count, description);
  }

  /** The events that are looked for, among those heard so far. */
  private interface Search<E> {
    Stream<E> in(List<CallEvent> events);
  }

  private <E> Optional<E> awaitUntil(Search<E> search, int count, String description) {
    List<CallEvent> events = call.events();
    long until = System.nanoTime() + node.descriptor().timeout().toNanos();
    while (search.in(events).count() < count) {
      if (call.hasEnded() && search.in(call.events()).count() < count) {
        throw new AssertionError("the call ended without " + description + ": " + call.events());
      }
      Duration left = Duration.ofNanos(until - System.nanoTime());
      if (left.isNegative()) {
        throw new AssertionError("the call had no " + description + ": " + events);
      }
      events = awaitMore(events.size(), left);
    }
    return search.in(events).findFirst();
  }

  private List<CallEvent> awaitMore(int than, Duration left) {
    try {
      return call.awaitMore(than, left);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a call", e);
  }

  /** Log lines so far. */
  public List<LogLine> logs() {
    return heard(CallEvent.Logged.class).map(RunningCall::line).toList();
  }

  /** Progress reports so far. */
  public List<Progress> progress() {
    return heard(CallEvent.Progressed.class).map(RunningCall::progress).toList();
  }

  /** Partial outputs so far; their media lie on this machine. */
  public List<Json> partials() {
    return heard(CallEvent.Emitted.class).map(CallEvent.Emitted::partial).toList();
  }

  private <E extends CallEvent> Stream<E> heard(Class<E> type) {
    return call.events().stream().filter(type::isInstance).map(type::cast);
  }

  private static LogLine line(CallEvent.Logged event) {
    return new LogLine(event.level(), event.message());
  }

  private static Progress progress(CallEvent.Progressed event) {
    return new Progress(event.done(), event.total());
  }
}
