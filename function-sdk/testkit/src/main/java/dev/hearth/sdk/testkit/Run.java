package dev.hearth.sdk.testkit;

import dev.hearth.sdk.protocol.Hints;
import dev.hearth.sdk.testkit.node.CallEvent;
import dev.hearth.sdk.testkit.node.LocalNode;
import dev.hearth.sdk.testkit.node.MediaSource;
import dev.hearth.sdk.testkit.node.NodeListener;
import dev.hearth.sdk.testkit.node.WorkerPlace;
import dev.hearth.sdk.worker.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A function that has been set up, until it is torn down. */
final class Run implements NodeListener {
  private static final Duration TEAR_DOWN = Duration.ofSeconds(60);

  private final TestFolder folder;
  private final Gate gate = new Gate();
  private final List<LogLine> log = new CopyOnWriteArrayList<>();
  private volatile Hints hints = Hints.NONE;
  private final InProcessWorker worker;
  private final LocalNode node;

  private Run(FunctionUnderTest<?, ?> function, TestFolder folder) throws IOException {
    this.folder = folder;
    Duplex.Pair connection = Duplex.Pair.open();
    this.worker = new InProcessWorker(connection.worker(), gate, function.instance());
    worker.start();
    var place =
        new WorkerPlace(
            folder.root(),
            folder.scratch(),
            folder.media(),
            MediaSource.THIS_MACHINE,
            function.device(),
            function.secrets());
    try {
      this.node = LocalNode.start(connection.node(), function.descriptor(), place, this);
    } catch (IOException | RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  /** Sets a function up. */
  static Run start(FunctionUnderTest<?, ?> function) {
    try {
      TestFolder folder = TestFolder.make(function.built(), function.weights());
      try {
        return new Run(function, folder);
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the function doesn't start: " + e.getMessage(), e);
    }
  }

  LocalNode node() {
    return node;
  }

  List<LogLine> log() {
    return List.copyOf(log);
  }

  List<String> hints() {
    return hints.words();
  }

  Held hold() {
    return new Held(node, worker, gate);
  }

  @Override
  public void logged(CallEvent.Logged line) {
    log.add(new LogLine(line.level(), line.message()));
  }

  @Override
  public void hinted(Hints told) {
    hints = told;
  }

  @Override
  public void heard() {
    gate.look();
  }

  /**
   * Drains the worker, as a node does that needs it no more.
   *
   * @throws IllegalStateException if the function doesn't end, or its tear-down fails
   */
  void end() {
    gate.open();
    try (folder;
        worker;
        node) {
      if (!node.drain(TEAR_DOWN)) {
        throw new IllegalStateException(
            "the function still runs %d s after it was drained".formatted(TEAR_DOWN.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the function was torn down", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the function's folder can't be deleted", e);
    }
    if (worker.exit().orElse(ExitCode.NODE_GONE) != ExitCode.DRAINED) {
      throw new IllegalStateException(
          "the worker ended with %s: %s %s"
              .formatted(worker.exit(), log, worker.failure().map(String::valueOf).orElse("")));
    }
  }
}
