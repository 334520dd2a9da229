package dev.hearth.kernels.device;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The processor, with a fixed number of threads: the caller's and {@code threads - 1} of a pool.
 *
 * <p>Several callers may share it. When the pool's queue is full, callers do their work themselves.
 */
public final class CpuDevice implements ComputeDevice {
  private static final String VECTORS = "jdk.incubator.vector";
  private static final int QUEUED_PER_THREAD = 16;

  private final int threads;
  private final ThreadPoolExecutor pool;

  /**
   * Opens it.
   *
   * @param threads at least 1
   * @throws IllegalStateException if the JVM was started without the module of the Vector API
   */
  public CpuDevice(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    if (ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
      throw new IllegalStateException("kernels need a JVM started with --add-modules=" + VECTORS);
    }
    this.threads = threads;
    pool =
        new ThreadPoolExecutor(
            Math.max(1, threads - 1),
            Math.max(1, threads - 1),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUED_PER_THREAD * threads),
            Thread.ofPlatform().daemon().name("kernels-cpu-", 0).factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs work on the items from 0 to before {@code count}, cut into one range per thread; returns
   * once all of it is done. An interrupt does not shorten it, and is kept.
   *
   * @param least items that are worth a thread of their own, at least 1
   */
  public void split(int count, int least, RangeWork work) {
    int parts = Math.clamp(count / (long) least, 1, threads);
    List<Future<?>> others = new ArrayList<>(parts - 1);
    for (int part = 1; part < parts; part++) {
      int from = edge(part, parts, count);
      int to = edge(part + 1, parts, count);
      var task = new FutureTask<Void>(() -> work.run(from, to), null);
      pool.execute(task);
      others.add(task);
    }
    try {
      work.run(0, edge(1, parts, count));
    } finally {
      others.forEach(CpuDevice::await);
    }
  }

  private static int edge(int part, int parts, int count) {
    return (int) ((long) part * count / parts);
  }

  private static void await(Future<?> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("a part of the work failed", e.getCause());
        } catch (CancellationException e) {
          throw new IllegalStateException("the device was closed during the work", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String description() {
    return threads + (threads == 1 ? " CPU thread" : " CPU threads");
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
