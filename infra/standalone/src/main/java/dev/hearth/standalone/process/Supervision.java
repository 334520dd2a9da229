package dev.hearth.standalone.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps children running: one that ends is started again after a wait that grows. All methods are
 * for one thread, the one that starts every child; an interrupt ends {@link #watch}.
 */
public final class Supervision {
  private static final Duration IDLE = Duration.ofHours(1);

  private final BackOff.Limits limits;
  private final Consumer<String> report;
  private final List<Child> children = new ArrayList<>();
  private final BlockingQueue<Exit> exits = new LinkedBlockingQueue<>();
  private final Map<Child, BackOff> backOffs = new HashMap<>();
  private final Map<Child, Long> dueNanos = new HashMap<>();

  /** Reports every exit and every start after one. */
  public Supervision(Consumer<String> report) {
    this(report, BackOff.Limits.USUAL);
  }

  Supervision(Consumer<String> report, BackOff.Limits limits) {
    this.report = report;
    this.limits = limits;
  }

  private record Exit(Child child, int status) {}

  /** Starts a child and looks after it from now on. */
  public void start(Child child) throws IOException {
    children.add(child);
    backOffs.put(child, new BackOff(limits));
    launch(child);
  }

  private void launch(Child child) throws IOException {
    child.start(status -> exits.add(new Exit(child, status)));
  }

  /** Looks after the children until this thread is interrupted. */
  public void watch() throws InterruptedException {
    while (true) {
      Exit exit = exits.poll(nanosToNextStart(), TimeUnit.NANOSECONDS);
      if (exit != null) {
        planRestart(exit);
      }
      startDue();
    }
  }

  private long nanosToNextStart() {
    long now = System.nanoTime();
    return dueNanos.values().stream().mapToLong(due -> due - now).min().orElse(IDLE.toNanos());
  }

  private void planRestart(Exit exit) {
    Child child = exit.child();
    Duration wait = java.util.Objects.requireNonNull(backOffs.get(child)).after(child.uptime());
    report.accept(
        "%s ended with status %d; it starts again in %d s"
            .formatted(child.name(), exit.status(), wait.toSeconds()));
    dueNanos.put(child, System.nanoTime() + wait.toNanos());
  }

  private void startDue() {
    long now = System.nanoTime();
    for (Child child : children) {
      Long due = dueNanos.get(child);
      if (due != null && due - now <= 0) {
        dueNanos.remove(child);
        startAgain(child);
      }
    }
  }

  private void startAgain(Child child) {
    try {
      launch(child);
      report.accept("%s started again, process %d".formatted(child.name(), child.pid()));
    } catch (IOException e) {
      report.accept("%s can't be started: %s".formatted(child.name(), e.getMessage()));
      exits.add(new Exit(child, -1));
    }
  }

  /** Ends all children, the last started first; an interrupt kills those that are left. */
  public void stopAll() throws IOException, InterruptedException {
    List<Child> lastFirst = children.reversed();
    try {
      for (Child child : lastFirst) {
        child.stop();
      }
    } catch (InterruptedException e) {
      lastFirst.forEach(Child::kill);
      throw e;
    }
  }
}
