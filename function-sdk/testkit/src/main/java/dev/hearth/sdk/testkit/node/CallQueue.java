package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for the worker and those it has, grouped as a node's pool does: first come first
 * served, and of a batch function those with the head's key along with it. Not thread-safe.
 */
final class CallQueue {
  private final Shape shape;
  private final int atOnce;
  private final LinkedHashSet<Unit> waiting = new LinkedHashSet<>();
  private final Map<Long, LocalCall> open = new LinkedHashMap<>();

  /**
   * Calls that go to the worker together.
   *
   * @param fixed whether no other call may join them
   */
  record Unit(String path, List<LocalCall> calls, boolean fixed) {
    private boolean takes(Unit other) {
      return !fixed
          && !other.fixed
          && path.equals(other.path)
          && calls.getFirst().batchKey.equals(other.calls.getFirst().batchKey);
    }
  }

  CallQueue(Descriptor descriptor) {
    this.shape = descriptor.shape();
    this.atOnce = shape == Shape.UNARY ? descriptor.concurrency() : descriptor.batching().maxSize();
  }

  void add(Unit unit) {
    waiting.add(unit);
  }

  /** What the worker can be given now, marked as open; null if there is nothing. */
  @Nullable Unit next() {
    if (waiting.isEmpty() || !hasRoom()) {
      return null;
    }
    Unit head = waiting.removeFirst();
    Unit unit = shape == Shape.BATCH ? withCompany(head) : head;
    unit.calls().forEach(call -> open.put(call.id, call));
    return unit;
  }

  private boolean hasRoom() {
    return switch (shape) {
      case BATCH -> open.isEmpty();
      case UNARY -> open.size() < atOnce;
      case ITERATIVE -> hasSlot();
    };
  }

  /** Whether one more call may run: parked ones take no slot. */
  boolean hasSlot() {
    return open.values().stream().filter(call -> !call.parked).count() < atOnce;
  }

  private Unit withCompany(Unit head) {
    var calls = new ArrayList<>(head.calls());
    for (Iterator<Unit> rest = waiting.iterator(); rest.hasNext() && calls.size() < atOnce; ) {
      Unit other = rest.next();
      if (head.takes(other)) {
        calls.addAll(other.calls());
        rest.remove();
      }
    }
    return new Unit(head.path(), calls, true);
  }

  /** The call that the worker has under that id; null if it has none. */
  @Nullable LocalCall open(long id) {
    return open.get(id);
  }

  void close(LocalCall call) {
    open.remove(call.id);
  }

  /** Takes out a call that waits alone; tells whether it did. */
  boolean withdraw(LocalCall call) {
    return waiting.removeIf(unit -> unit.calls().equals(List.of(call)));
  }

  /** Whether a call is open that isn't parked. */
  boolean running() {
    return open.values().stream().anyMatch(call -> !call.parked);
  }

  /** Takes all calls out, open ones and waiting ones. */
  List<LocalCall> removeAll() {
    var all = new ArrayList<>(open.values());
    waiting.forEach(unit -> all.addAll(unit.calls()));
    open.clear();
    waiting.clear();
    return all;
  }
}
