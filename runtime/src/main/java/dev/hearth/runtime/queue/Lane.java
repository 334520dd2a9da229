package dev.hearth.runtime.queue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The queued requests of one function version, in order. Some of them are ahead: being prepared or
 * with the pools; the others wait here, so that neither media nor pools hold more than a bounded
 * number. Thread-safe.
 */
final class Lane {
  private final int maxAhead;
  private final Deque<LiveRequest> waiting = new ArrayDeque<>();
  private int ahead;

  Lane(int maxAhead) {
    this.maxAhead = maxAhead;
  }

  synchronized void add(LiveRequest request) {
    waiting.addLast(request);
  }

  /** The next request that may go ahead; its end is told by {@link #ended}. */
  synchronized Optional<LiveRequest> next() {
    if (ahead >= maxAhead || waiting.isEmpty()) {
      return Optional.empty();
    }
    ahead++;
    return Optional.of(waiting.removeFirst());
  }

  /** A request that was ahead comes back to the head of the line. */
  synchronized void putBack(LiveRequest request) {
    ahead--;
    waiting.addFirst(request);
  }

  /** A request that was ahead has ended. */
  synchronized void ended() {
    ahead--;
  }

  /** Takes a request out of the line; false when it isn't in it. */
  synchronized boolean remove(LiveRequest request) {
    return waiting.remove(request);
  }

  /** Takes out those whose time to start is over. */
  synchronized List<LiveRequest> removeLate(Instant now) {
    List<LiveRequest> late =
        waiting.stream().filter(request -> now.isAfter(request.call().startBy())).toList();
    waiting.removeAll(late);
    return late;
  }

  /** How many will start before; -1 when the request isn't in the line. */
  synchronized int position(LiveRequest request, int waitingInPool) {
    int before = waitingInPool;
    for (LiveRequest other : waiting) {
      if (other == request) {
        return before;
      }
      before++;
    }
    return -1;
  }

  synchronized int ahead() {
    return ahead;
  }

  synchronized boolean idle() {
    return ahead == 0 && waiting.isEmpty();
  }
}
