package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.worker.HealthReport;
import dev.hearth.sdk.descriptor.Health;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When workers are asked for their health and what follows, by a clock that the test turns. */
class HealthWatchTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final HealthReport WELL = new HealthReport(true, "", "");
  private static final HealthReport ILL = new HealthReport(false, "no device", "at F");

  private final Keeper keeper = new Keeper();
  private final Timers timers = new Timers();
  private final Slot slot = new Slot("w1", Instant.EPOCH, Duration.ZERO);

  private HealthWatch watch(boolean regularly) {
    var health = new Health(Duration.ofSeconds(30), Duration.ofSeconds(5), 2, regularly);
    var watch = new HealthWatch(keeper, timers, health, INTERVAL);
    slot.state = Slot.State.IDLE;
    watch.ready(slot, true);
    return watch;
  }

  /** Seconds until the worker is asked, at most so many. */
  private int secondsUntilAsked(int most) {
    for (int second = 0; second <= most; second++) {
      if (slot.checking()) {
        return second;
      }
      timers.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("not asked within " + most + " s");
  }

  private void assertNotAskedFor(Duration time) {
    timers.pass(time);
    assertFalse(slot.checking());
  }

  private void answer(HealthWatch watch, HealthReport report) {
    watch.answered(slot, report, new Effects());
  }

  private static WorkOutcome failed(ErrorCode code) {
    return new WorkOutcome.Failed(new CallException(code, "so"));
  }

  @Test
  void idleWorkerIsAskedAfterItsStartPeriodAndThenRegularly() {
    HealthWatch watch = watch(true);
    assertEquals(30, secondsUntilAsked(60));
    answer(watch, WELL);
    assertEquals(15, secondsUntilAsked(60));
    answer(watch, WELL);
    assertEquals(15, secondsUntilAsked(60));
    assertEquals(List.of("schedule", "schedule"), keeper.done);
  }

  @Test
  void busyWorkerIsNotAsked() {
    var _ = watch(true);
    slot.state = Slot.State.BUSY;
    assertNotAskedFor(Duration.ofHours(1));
    slot.state = Slot.State.IDLE;
    assertTrue(secondsUntilAsked(15) <= 15);
  }

  @Test
  void failuresInARowHaveTheWorkerReplaced() {
    HealthWatch watch = watch(true);
    var _ = secondsUntilAsked(60);
    answer(watch, ILL);
    var _ = secondsUntilAsked(60);
    answer(watch, WELL);
    var _ = secondsUntilAsked(60);
    answer(watch, ILL);
    assertFalse(keeper.done.contains("drain"), keeper.done::toString);
    var _ = secondsUntilAsked(60);
    answer(watch, ILL);
    assertEquals(
        List.of(
            "WARN a health check failed, 2 of 2 in a row: no device",
            "WARN at F",
            "unhealthy: health checks that failed in a row: 2",
            "drain",
            "schedule"),
        keeper.done.subList(keeper.done.size() - 5, keeper.done.size()));
    assertNotAskedFor(Duration.ofHours(1));
  }

  @Test
  void checkThatIsNotAnsweredKillsTheWorker() {
    var _ = watch(true);
    var _ = secondsUntilAsked(60);
    timers.pass(Duration.ofSeconds(4));
    assertEquals(List.of(), keeper.done);
    timers.pass(Duration.ofSeconds(1));
    assertEquals(
        List.of(
            "unhealthy: the health check wasn't answered in time",
            "dismiss: the health check wasn't answered in time",
            "schedule"),
        keeper.done);
    timers.pass(Duration.ofHours(1)); // of one that is gone nothing more is heard
    assertEquals(3, keeper.done.size());
  }

  @Test
  void workerThatDrainsMeanwhileIsLeftInPeace() {
    HealthWatch watch = watch(true);
    var _ = secondsUntilAsked(60);
    slot.state = Slot.State.DRAINING;
    timers.pass(Duration.ofSeconds(10));
    answer(watch, ILL);
    answer(watch, ILL);
    assertFalse(keeper.done.contains("drain"), keeper.done::toString);
    assertFalse(keeper.done.toString().contains("dismiss"), keeper.done::toString);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"FUNCTION_FAILED", "OUTPUT_INVALID"})
  void callThatFailedInsideHasItsWorkerAskedBeforeTheNext(ErrorCode code) {
    HealthWatch watch = watch(false);
    assertNotAskedFor(Duration.ofHours(1));
    watch.ended(slot, failed(code));
    watch.idle(slot, new Effects());
    assertTrue(slot.checking());
    answer(watch, WELL);
    watch.idle(slot, new Effects());
    assertNotAskedFor(Duration.ofHours(1));
  }

  @Test
  void callThatWasRefusedSaysNothingOfTheWorker() {
    HealthWatch watch = watch(false);
    timers.pass(Duration.ofHours(1));
    watch.ended(slot, failed(ErrorCode.INVALID_INPUT));
    watch.ended(slot, new WorkOutcome.Cancelled());
    watch.idle(slot, new Effects());
    assertFalse(slot.checking());
  }

  @Test
  void callThatFailsWithinTheStartPeriodHasNobodyAsked() {
    HealthWatch watch = watch(false);
    timers.pass(Duration.ofSeconds(29));
    watch.ended(slot, failed(ErrorCode.FUNCTION_FAILED));
    watch.idle(slot, new Effects());
    assertNotAskedFor(Duration.ofHours(1));
  }

  @Test
  void failedCheckIsFollowedByOthersAlsoWhereNobodyAsksRegularly() {
    HealthWatch watch = watch(false);
    timers.pass(Duration.ofHours(1));
    watch.ended(slot, failed(ErrorCode.FUNCTION_FAILED));
    watch.idle(slot, new Effects());
    answer(watch, ILL);
    assertTrue(secondsUntilAsked(15) <= 15);
    answer(watch, WELL);
    assertNotAskedFor(Duration.ofHours(1));
  }

  @Test
  void workerThatAnswersNoChecksIsNotAskedAndItsOwnerIsTold() {
    var watch = new HealthWatch(keeper, timers, Health.USUAL, INTERVAL);
    slot.state = Slot.State.IDLE;
    watch.ready(slot, false);
    assertNotAskedFor(Duration.ofHours(1));
    watch.ended(slot, failed(ErrorCode.FUNCTION_FAILED));
    watch.idle(slot, new Effects());
    assertNotAskedFor(Duration.ofHours(1));
    assertEquals(
        List.of("WARN the function has a health check, but its worker answers none"), keeper.done);
  }

  @Test
  void functionWithoutAHealthCheckIsNotAsked() {
    var watch = new HealthWatch(keeper, timers, null, INTERVAL);
    slot.state = Slot.State.IDLE;
    watch.ready(slot, true);
    watch.ended(slot, failed(ErrorCode.FUNCTION_FAILED));
    watch.idle(slot, new Effects());
    assertNotAskedFor(Duration.ofHours(1));
    assertEquals(List.of(), keeper.done);
  }

  /** Remembers what it was to do. */
  private static final class Keeper implements SlotKeeper {
    final List<String> done = new ArrayList<>();

    @Override
    public boolean has(Slot slot) {
      return !slot.dismissed;
    }

    @Override
    public void schedule(Effects effects) {
      done.add("schedule");
    }

    @Override
    public void drain(Slot slot, Effects effects) {
      slot.state = Slot.State.DRAINING;
      done.add("drain");
    }

    @Override
    public void dismiss(Slot slot, String reason, Effects effects) {
      slot.dismissed = true;
      slot.checkDeadline = null;
      done.add("dismiss: " + reason);
    }

    @Override
    public void end(Ticket ticket, WorkOutcome outcome, Effects effects) {
      throw new AssertionError("no call is open");
    }

    @Override
    public void unhealthy(Slot slot, String reason) {
      done.add("unhealthy: " + reason);
    }

    @Override
    public void log(String level, String message) {
      done.add(level + " " + message);
    }
  }

  /** Timers that fire when the test lets time pass. */
  private static final class Timers implements Surroundings {
    private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) -> a.at.compareTo(b.at));
    private Duration now = Duration.ZERO;

    private record Timer(Duration at, Consumer<Effects> change, Future<?> handle) {}

    void pass(Duration time) {
      Duration end = now.plus(time);
      for (Timer next = timers.peek();
          next != null && next.at.compareTo(end) <= 0;
          next = timers.peek()) {
        now = next.at;
        timers.remove();
        if (!next.handle.isCancelled()) {
          next.change.accept(new Effects());
        }
      }
      now = end;
    }

    @Override
    public Future<?> later(Duration delay, Consumer<Effects> change) {
      var handle = new CompletableFuture<Boolean>();
      timers.add(new Timer(now.plus(delay), change, handle));
      return handle;
    }

    @Override
    public void dispatch(Slot slot, List<Ticket> batch) {
      throw new AssertionError("dispatch");
    }

    @Override
    public void launch(Slot slot) {
      throw new AssertionError("launch");
    }

    @Override
    public void tell(Ticket ticket, WorkOutcome outcome) {
      throw new AssertionError("tell");
    }

    @Override
    public void discard(WorkOutcome outcome) {
      throw new AssertionError("discard");
    }

    @Override
    public void removeMedia(Slot slot, Ticket ticket) {
      throw new AssertionError("removeMedia");
    }
  }
}
