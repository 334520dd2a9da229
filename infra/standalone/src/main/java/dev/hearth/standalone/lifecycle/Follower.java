package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.ProgramCopy;
import dev.hearth.standalone.install.RunningSupervisor;
import dev.hearth.standalone.install.RunningSupervisor.Phase;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Watches a supervisor that is another process. */
final class Follower {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration SUPERVISOR_BEGINS = Duration.ofSeconds(30);

  private final DataFolder data;
  private final PrintWriter out;
  private final LogTail log;
  private boolean showed;

  /** Begins with what the supervisor says from now on. */
  Follower(DataFolder data, PrintWriter out) throws IOException {
    this.data = data;
    this.out = out;
    this.log = LogTail.fromEnd(data.log("supervisor"));
  }

  /** Shows the start until everything works; fails when the supervisor ends before. */
  void awaitReady(BooleanSupplier alive) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SUPERVISOR_BEGINS.toNanos();
    while (true) {
      Optional<RunningSupervisor> found = RunningSupervisor.find(data);
      boolean living = alive.getAsBoolean();
      show();
      if (found.isPresent() && found.get().phase() == Phase.READY) {
        return;
      }
      if (!living || (found.isEmpty() && System.nanoTime() > deadline)) {
        show();
        throw new CommandFailure("Hearth did not start; its logs are in " + data.log() + ".");
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /** Shows what the supervisor says until it ends. */
  void awaitEnd(RunningSupervisor supervisor) throws IOException, InterruptedException {
    while (ProcessHandle.of(supervisor.pid()).filter(ProcessHandle::isAlive).isPresent()
        && RunningSupervisor.find(data).isPresent()) {
      show();
      Thread.sleep(BETWEEN_LOOKS);
    }
    show();
  }

  /** Prints how to reach it, and whether it runs what the sources say now. */
  void summarise(ProgramCopy program) throws IOException {
    Access access =
        Access.read(data.root())
            .orElseThrow(() -> new CommandFailure(data.root() + " has no " + Access.FILE + "."));
    out.println(Summary.of(access, data));
    Optional<RunningSupervisor> running = RunningSupervisor.find(data);
    if (running.isPresent() && !running.get().copy().equals(program.sourcesNow())) {
      out.println(
          "The sources have changed since it was started; ./hearth down and ./hearth up again"
              + " to run them.");
    }
    out.flush();
  }

  /** Whether the supervisor said anything yet. */
  boolean showedAnything() {
    return showed;
  }

  private void show() throws IOException {
    for (String line : log.newLines()) {
      out.println(Narrator.untimed(line));
      showed = true;
    }
    out.flush();
  }
}
