package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.Call;
import java.util.ArrayList;
import java.util.List;

/** Prints what is called, and on which thread. */
final class Witness {
  private final List<Thread> threads = new ArrayList<>();

  /** Prints {@code tN text}. */
  synchronized void saw(String text) {
    Thread thread = Thread.currentThread();
    if (!threads.contains(thread)) {
      threads.add(thread);
    }
    System.out.println("t" + threads.indexOf(thread) + " " + text);
  }

  /** Waits until a call is withdrawn, by which time all that the node sent before was obeyed. */
  static void awaitCancel(Call call) {
    while (!call.cancelled()) {
      Thread.onSpinWait();
    }
  }

  /** Whether changing the list is refused. */
  static boolean isFixed(List<?> list) {
    try {
      list.removeLast();
      return false;
    } catch (UnsupportedOperationException e) {
      return true;
    }
  }
}
