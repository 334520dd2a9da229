package dev.hearth.standalone.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process of the supervisor, started again as often as needed. {@link #start} must always be
 * called by the same thread, which lives as long as the supervisor: the kernel takes the starting
 * thread's end for the parent's.
 */
public final class Child {
  private static final Duration LOG_TIME = Duration.ofSeconds(2);

  private final ChildSpec spec;
  private final RotatingLog log;
  private final PidFile pidFile;
  private final AtomicReference<@Nullable Process> process = new AtomicReference<>();
  private @Nullable Thread logCopier;
  private long startedNanos;

  /**
   * Makes a child that doesn't run yet.
   *
   * @param run folder of pid files
   * @param log where its output goes
   */
  public Child(ChildSpec spec, Path run, RotatingLog log) {
    this.spec = spec;
    this.log = log;
    this.pidFile = new PidFile(run.resolve(spec.name() + PidFile.SUFFIX));
  }

  /** Names it in messages. */
  public String name() {
    return spec.name();
  }

  /** Starts the process; {@code exited} hears its exit status once. */
  void start(Consumer<Integer> exited) throws IOException {
    Process started = spec.toBuilder().redirectErrorStream(true).start();
    startedNanos = System.nanoTime();
    process.set(started);
    pidFile.write(started.toHandle(), spec.ending().signal());
    started.getOutputStream().close();
    logCopier =
        Thread.ofVirtual()
            .name(spec.name() + "-log")
            .start(() -> copyLog(started.getInputStream()));
    var _ = started.onExit().thenAccept(ended -> exited.accept(ended.exitValue()));
  }

  /** Whether its process lives. */
  public boolean alive() {
    Process current = process.get();
    return current != null && current.isAlive();
  }

  /** Status of its process once that has ended and its log is complete; -1 while it lives. */
  public int status() throws InterruptedException {
    Process current = process.get();
    if (current == null || current.isAlive()) {
      return -1;
    }
    if (logCopier != null) {
      var _ = logCopier.join(LOG_TIME); // a process of its own may still hold the other end
    }
    return current.exitValue();
  }

  /** How long its process has run, or ran. */
  Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Its process number, for messages. */
  public long pid() {
    Process current = process.get();
    return current == null ? 0 : current.pid();
  }

  /** Ends the process, first by asking; an interrupt kills it. */
  void stop() throws IOException, InterruptedException {
    Process current = process.get();
    if (current != null && current.isAlive()) {
      try {
        Signals.end(current.toHandle(), spec.ending().signal(), spec.ending().grace());
      } catch (InterruptedException e) {
        kill();
        throw e;
      }
    }
    pidFile.delete();
  }

  /** Ends the process at once. */
  void kill() {
    Process current = process.get();
    if (current != null) {
      Signals.kill(current.toHandle());
    }
  }

  private void copyLog(InputStream output) {
    byte[] buffer = new byte[1 << 14];
    try (output) {
      for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
        log.write(buffer, 0, read);
      }
    } catch (IOException e) {
      System.err.println("hearth: the log of " + spec.name() + " ends here: " + e.getMessage());
    }
  }
}
