package dev.hearth.runtime.pool;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.protocol.Hints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

  private volatile UUID requestId = new UUID(0, 0);

  private volatile Runnable onStart = () -> {};

  /** What to do when the call starts. */
  void onStart(Runnable action) {
    onStart = action;
  }

  void isOf(UUID id) {
    requestId = id;
  }

  UUID requestId() {
    return requestId;
  }

  @Override
  public synchronized void started(Hints hints) {
    note("started");
    started.complete(true);
    onStart.run();
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
  public synchronized void emitted(byte[] json, List<Path> files) {
    List<String> contents = files.stream().map(Heard::content).toList();
    note("partial " + new String(json, StandardCharsets.UTF_8) + " of " + contents);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** The output of a call that must have been answered. */
  Json output() {
    if (outcome() instanceof WorkOutcome.Answered answered) {
      return Json.parse(new String(answered.output(), StandardCharsets.UTF_8));
    }
    throw new AssertionError("not answered but " + outcome());
  }

  /** Why the call failed, as it must have. */
  CallException failure() {
    if (outcome() instanceof WorkOutcome.Failed(CallException reason, _)) {
      return reason;
    }
    throw new AssertionError("not failed but " + outcome());
  }

  /** How the worker died under the call, as it must have. */
  WorkOutcome.WorkerDied death() {
    if (outcome() instanceof WorkOutcome.WorkerDied died) {
      return died;
    }
    throw new AssertionError("worker didn't die: " + outcome());
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
