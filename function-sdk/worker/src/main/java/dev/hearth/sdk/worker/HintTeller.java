package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.Hints;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells the node a function's hints whenever they have changed. Its lock is held while the function
 * is asked, so that of several threads none tells what another has overtaken.
 */
final class HintTeller {
  private final NodeLink link;
  private final WorkerLog log;
  private final boolean wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable FunctionShape<?, ?> function;
  private List<String> told = List.of();

  /**
   * @param wanted whether the node takes hints
   */
  HintTeller(NodeLink link, WorkerLog log, boolean wanted) {
    this.link = link;
    this.log = log;
    this.wanted = wanted;
  }

  /**
   * Tells them for the first time.
   *
   * @throws IllegalArgumentException if there are more or others than may be
   */
  void begin(FunctionShape<?, ?> loaded) {
    lock.lock();
    try {
      function = wanted ? loaded : null;
      tellChanged();
    } finally {
      lock.unlock();
    }
  }

  /** Tells them before an answer, which a failure to do so doesn't change. */
  void beforeAnswer() {
    lock.lock();
    try {
      tellChanged();
    } catch (Throwable failure) {
      log.write(WorkerLog.WORKER, "ERROR", "hints are left as they were: " + text(failure));
      Failures.rethrowIfFatal(failure);
    } finally {
      lock.unlock();
    }
  }

  private static String text(Throwable failure) {
    return failure instanceof IllegalArgumentException
        ? StackText.headline(failure)
        : StackText.of(failure);
  }

  private void tellChanged() {
    if (function == null) {
      return;
    }
    List<String> words = function.hints();
    if (!words.equals(told)) {
      var hints = new Hints(words);
      told = hints.words();
      link.send(Frame.of(FrameType.HINTS, WorkerLog.WORKER, hints.encode()));
    }
  }
}
