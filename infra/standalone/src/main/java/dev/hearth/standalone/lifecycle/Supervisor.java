package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.ProgramCopy;
import dev.hearth.standalone.install.RunningSupervisor;
import dev.hearth.standalone.install.RunningSupervisor.Phase;
import dev.hearth.standalone.process.Leftovers;
import dev.hearth.standalone.process.RotatingLog;
import dev.hearth.standalone.process.Supervision;
import dev.hearth.standalone.process.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;

/**
 * The process that runs an installation, from start to end. Everything happens in one thread, which
 * a signal interrupts.
 */
final class Supervisor {
  private final DataFolder data;
  private final ProgramCopy program;
  private final UpOptions options;
  private final PrintWriter out;

  Supervisor(DataFolder data, ProgramCopy program, UpOptions options, PrintWriter out) {
    this.data = data;
    this.program = program;
    this.options = options;
    this.out = out;
  }

  /**
   * Runs until a signal comes, and returns 0, or until the start fails, and returns 1. The caller
   * holds the installation's lock.
   *
   * @param ready hears when everything works
   */
  int run(Consumer<Access> ready) throws IOException {
    Tools.requireLauncherTools();
    StopRequest stop = StopRequest.interrupting(Thread.currentThread());
    try (var log = new RotatingLog(data.log("supervisor"))) {
      var narrator = new Narrator(out, log);
      var supervision = new Supervision(line -> narrator.tell("  " + line));
      try {
        phase(Phase.STARTING);
        narrator.tell("Starting Hearth with its data in " + data.root());
        supervise(narrator, supervision, ready);
        return 0;
      } catch (InterruptedException e) {
        narrator.tell("Stopping Hearth");
        return 0;
      } catch (IOException | CommandFailure e) {
        // What an interrupt broke off fails in many ways.
        narrator.tell(
            stop.requested() ? "Stopping Hearth" : "Hearth did not start: " + e.getMessage());
        return stop.requested() ? 0 : 1;
      } finally {
        end(narrator, supervision);
      }
    }
  }

  private void supervise(Narrator narrator, Supervision supervision, Consumer<Access> ready)
      throws IOException, InterruptedException {
    for (String survivor : Leftovers.end(data.run())) {
      narrator.tell("  ended " + survivor + ", left over from a supervisor that was killed");
    }
    Access access = new Startup(data, program, options, narrator, supervision).run();
    phase(Phase.READY);
    narrator.tell("Hearth is ready");
    ready.accept(access);
    supervision.watch();
  }

  private void end(Narrator narrator, Supervision supervision) throws IOException {
    // The interrupt that asked for the end must not cut the end short.
    var _ = Thread.interrupted();
    phase(Phase.STOPPING);
    try {
      supervision.stopAll();
      narrator.tell("Hearth is stopped");
    } catch (InterruptedException e) {
      narrator.tell("Hearth was stopped at once");
    } finally {
      RunningSupervisor.clear(data);
    }
  }

  private void phase(Phase phase) throws IOException {
    new RunningSupervisor(ProcessHandle.current().pid(), program.digest(), phase).write(data);
  }
}
