package dev.hearth.kernels.device;

import dev.hearth.kernels.cuda.CudaDriver;
import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.CudaFacts;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A GPU. One thread of its own makes all calls to it: a CUDA context belongs to a thread, and a
 * native call would pin a virtual one. Others hand it work and wait.
 */
public final class CudaDevice implements ComputeDevice {
  private static final int MAX_WAITING = 256;
  private static final int LEAST_MAJOR = 8;

  private final CudaDriver driver;
  private final int index;
  private final CudaFacts facts;
  private final LoadedKernels kernels;
  private final ThreadPoolExecutor thread;

  private CudaDevice(CudaDriver driver, int index, CudaFacts facts) {
    this.driver = driver;
    this.index = index;
    this.facts = facts;
    kernels = new LoadedKernels(driver);
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("kernels-cuda-" + index).factory());
  }

  /**
   * Opens GPU number {@code index} and has it run one small kernel.
   *
   * @param driver initialised
   * @throws CudaException if there is no such GPU, no kernel was compiled for it, or it computes
   *     something else than it should
   */
  static CudaDevice open(CudaDriver driver, int index) {
    int count = driver.deviceCount();
    if (index < 0 || index >= count) {
      throw new CudaException("no GPU " + index + ": the driver shows " + count);
    }
    CudaFacts facts = driver.facts(index);
    requireKernelsFor(facts);
    var device = new CudaDevice(driver, index, facts);
    device.perform(() -> driver.useDevice(index));
    try {
      SelfTest.run(device);
      return device;
    } catch (CudaException e) {
      device.closeAfter(e);
      throw e;
    }
  }

  private static void requireKernelsFor(CudaFacts facts) {
    if (facts.major() < LEAST_MAJOR) {
      throw new CudaException(
          facts.name() + " has compute capability " + facts.capability() + ", below 8.0");
    }
    Architectures compiled = Architectures.compiled();
    if (!compiled.include(facts)) {
      throw new CudaException(
          "no kernel was compiled for %s of compute capability %s, only for %s"
              .formatted(facts.name(), facts.capability(), compiled.capabilities()));
    }
  }

  /**
   * Runs work on the GPU's thread and returns when it is done. An interrupt doesn't shorten it, and
   * is kept. Not to be called from within such work.
   *
   * @throws CudaException if the driver refused something, or too many callers wait already
   */
  public void run(CudaWork work) {
    perform(
        () -> {
          var session = new CudaSession(driver, kernels);
          try {
            work.run(session);
          } finally {
            session.end();
          }
        });
  }

  private void perform(Runnable task) {
    var future = new FutureTask<Void>(task, null);
    try {
      thread.execute(future);
    } catch (RejectedExecutionException e) {
      throw new CudaException(
          thread.isShutdown() ? "the GPU was closed" : MAX_WAITING + " callers wait for the GPU",
          e);
    }
    await(future);
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
          Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
          throw new CudaException(String.valueOf(cause.getMessage()), cause);
        } catch (CancellationException e) {
          throw new CudaException("the GPU was closed during the work", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A GPU that failed may also fail to let go. */
  private void closeAfter(CudaException failure) {
    try {
      close();
    } catch (CudaException e) {
      failure.addSuppressed(e);
      thread.shutdown();
    }
  }

  /** What the GPU says of itself. */
  public CudaFacts facts() {
    return facts;
  }

  @Override
  public String description() {
    return "GPU %d, %s, compute capability %s, %d MiB"
        .formatted(index, facts.name(), facts.capability(), facts.memoryBytes() >> 20);
  }

  @Override
  public void close() {
    if (!thread.isShutdown()) {
      perform(() -> driver.releaseDevice(index));
      thread.shutdown();
    }
  }
}
