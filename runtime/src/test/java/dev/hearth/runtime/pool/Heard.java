package dev.hearth.runtime.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A listener that remembers what it heard and insists on the promised order. */
final class Heard implements WorkListener {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final CompletableFuture<Boolean> started = new CompletableFuture<>();
  private final CompletableFuture<WorkOutcome> ended = new CompletableFuture<>();
  private final List<String> events = new ArrayList<>();

  @Override
  public synchronized void started() {
    note("started");
    started.complete(true);
  }

  @Override
  public synchronized void logged(LogLine line) {
    note(line.level() + " " + line.message());
  }

  @Override
  public synchronized void progressed(int done, int total) {
    note(done + "/" + total);
  }

  @Override
  public synchronized void ended(WorkOutcome outcome) {
    note("ended");
    ended.complete(outcome);
  }

  private void note(String event) {
    events.add(ended.isDone() ? "after the end: " + event : event);
  }

  synchronized List<String> events() {
    return List.copyOf(events);
  }

  boolean isOver() {
    return ended.isDone();
  }

  void awaitStart() {
    await(started);
  }

  WorkOutcome outcome() {
    return await(ended);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("nothing heard within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
