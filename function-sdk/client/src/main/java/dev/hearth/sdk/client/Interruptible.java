package dev.hearth.sdk.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Futures whose work stops when nobody waits for it any more. */
final class Interruptible {
  private Interruptible() {}

  static <T> CompletableFuture<T> start(ExecutorService threads, Supplier<T> work) {
    var future = new CompletableFuture<T>();
    // Else the end of the work would interrupt whatever hangs on the future in its own thread.
    var working = new AtomicBoolean(true);
    Future<?> task = threads.submit(() -> work(work, future, working));
    var _ =
        future.whenComplete(
            (_, _) -> {
              if (working.get()) {
                task.cancel(true);
              }
            });
    return future;
  }

  private static <T> void work(
      Supplier<T> work, CompletableFuture<T> future, AtomicBoolean working) {
    try {
      T value = work.get();
      working.set(false);
      future.complete(value);
    } catch (Throwable failure) { // of a thread's entry: whoever waits gets it
      working.set(false);
      future.completeExceptionally(failure);
    }
  }
}
