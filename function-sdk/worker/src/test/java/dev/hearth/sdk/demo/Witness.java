package dev.hearth.sdk.demo;

import dev.hearth.sdk.function.Call;
import java.util.ArrayList;
import java.util.List;

/** Prints what is called, and on which thread. */
final class Witness {
  private final List<Thread> threads = new ArrayList<>();
  private String health = "mend";
  private List<String> hints = words(System.getProperty("hints", ""));

  /** Prints {@code tN text}. */
  synchronized void saw(String text) {
    Thread thread = Thread.currentThread();
    if (!threads.contains(thread)) {
      threads.add(thread);
    }
    System.out.println("t" + threads.indexOf(thread) + " " + text);
  }

  /** What the next check finds: {@code mend}, {@code spoil} or {@code stick}. */
  synchronized void health(String word) {
    health = word;
  }

  void checkHealth() {
    saw("checkHealth");
    switch (health()) {
      case "spoil" -> throw new IllegalStateException("the device is gone");
      case "stick" -> stick();
      default -> {}
    }
  }

  private synchronized String health() {
    return health;
  }

  private static void stick() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  /** Has an act that is {@code hint a b} change what is advertised. */
  synchronized void advertise(String act) {
    if (act.startsWith("hint")) {
      hints = words(act.substring("hint".length()).strip());
    }
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  synchronized List<String> hints() {
    return hints;
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
