package dev.hearth.sdk.worker;

import dev.hearth.sdk.protocol.ProtocolException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls that the node gave and that have no answer yet. */
final class OpenCalls {
  private final ConcurrentHashMap<Long, LiveCall> calls = new ConcurrentHashMap<>();

  void add(LiveCall call) throws ProtocolException {
    if (call.id() == 0 || calls.putIfAbsent(call.id(), call) != null) {
      throw new ProtocolException("call id " + call.id() + " is 0 or in use");
    }
  }

  /** The call; null once it has ended. */
  @Nullable LiveCall find(long id) {
    return calls.get(id);
  }

  void remove(LiveCall call) {
    calls.remove(call.id());
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Calls that take a slot of the batch, or of the worker's threads. */
  int unparked() {
    int count = 0;
    for (LiveCall call : calls.values()) {
      if (!call.parked()) {
        count++;
      }
    }
    return count;
  }
}
