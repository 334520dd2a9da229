package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A call that a {@link LocalNode} was given, and all that is heard of it. Thread-safe. */
public final class LocalCall {
  final long id;
  final JsonObject input;
  final String batchKey;
  final SentFiles files;
  final Allowance allowance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition heard = lock.newCondition();
  private final List<CallEvent> events = new ArrayList<>();

  private volatile boolean withdrawn;

  /** How a call is billed, and what for at most. */
  record Allowance(Bill bill, long boundMicroUnits) {}

  /** Guarded by the node. */
  boolean parked;

  LocalCall(long id, JsonObject input, String batchKey, Allowance allowance, Path outputs) {
    this.id = id;
    this.input = input;
    this.batchKey = batchKey;
    this.allowance = allowance;
    this.files = new SentFiles(outputs.resolve(Long.toString(id)));
  }

  /** The most that it may be billed for, in micro-units. */
  public long boundMicroUnits() {
    return allowance.boundMicroUnits();
  }

  /** All that was heard so far, in order. */
  public List<CallEvent> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until more than so many events were heard, or the time is over.
   *
   * @return all that was heard so far, in order
   */
  public List<CallEvent> awaitMore(int than, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (events.size() <= than && nanos > 0) {
        nanos = heard.awaitNanos(nanos);
      }
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end; empty when the time is over before. */
  public Optional<CallEvent> awaitEnd(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    List<CallEvent> soFar = events();
    while (soFar.isEmpty() || !soFar.getLast().isEnd()) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      soFar = awaitMore(soFar.size(), Duration.ofNanos(left));
    }
    return Optional.of(soFar.getLast());
  }

  /** Whether nothing follows. */
  public boolean hasEnded() {
    List<CallEvent> soFar = events();
    return !soFar.isEmpty() && soFar.getLast().isEnd();
  }

  /**
   * An output for the caller. Of any function its files stand in it if the input says {@code
   * sync_mode}.
   *
   * @throws CallException with {@code OUTPUT_INVALID} when it names a file that wasn't sent
   */
  Json complete(Json output) {
    boolean inline = Json.of(true).equals(input.members().get("sync_mode"));
    return LocalMedia.complete(output, files.whole(), inline);
  }

  void withdraw() {
    withdrawn = true;
  }

  boolean withdrawn() {
    return withdrawn;
  }

  /** Nothing is heard after the end. */
  void hear(CallEvent event) {
    lock.lock();
    try {
      if (events.isEmpty() || !events.getLast().isEnd()) {
        events.add(event);
        heard.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
