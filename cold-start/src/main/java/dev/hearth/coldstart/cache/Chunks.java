package dev.hearth.coldstart.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something with every chunk of a blob, on several threads at once. */
final class Chunks {
  /** What is done with one chunk. */
  interface Task {
    void run(int chunk) throws IOException;
  }

  private Chunks() {}

  /** Returns when all is done; the first failure interrupts the rest and is thrown. */
  static void forEach(int chunks, int threads, ThreadFactory factory, Task task)
      throws IOException {
    var next = new AtomicInteger();
    int workers = Math.min(chunks, threads);
    try (var pool = Executors.newThreadPerTaskExecutor(factory)) {
      var ended = new ExecutorCompletionService<Boolean>(pool);
      for (int i = 0; i < workers; i++) {
        var _ = ended.submit(() -> takeTurns(next, chunks, task));
      }
      try {
        for (int i = 0; i < workers; i++) {
          boolean _ = ended.take().get();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted among the chunks of a blob");
      } catch (ExecutionException e) {
        throw asIo(e.getCause());
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private static boolean takeTurns(AtomicInteger next, int chunks, Task task) throws IOException {
    for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted before chunk " + chunk);
      }
      task.run(chunk);
    }
    return true;
  }

  private static IOException asIo(@org.jspecify.annotations.Nullable Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(cause);
    };
  }
}
