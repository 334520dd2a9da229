package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds out which protection is in force for functions on this machine, by starting sandboxes and
 * looking at them from inside and outside.
 */
public final class Examination {
  private static final long USUAL_BYTES = 512L << 20;
  private static final long TIGHT_BYTES = 96L << 20;
  private static final int TOO_MUCH_MIB = 512;

  private final NodeConfig config;
  private final WorkerUser user;
  private final ResourceLimits limits;
  private final SandboxTrial trial;
  private final Optional<Path> filter;
  private final List<Finding> findings = new ArrayList<>();

  private Examination(NodeConfig config, Path folder, Launcher launcher) throws IOException {
    this.config = config;
    this.user = WorkerUser.of(config.workerUser());
    this.limits = ResourceLimits.detect();
    this.trial = new SandboxTrial(launcher, user, folder);
    this.filter = SystemCallFilter.write(folder);
  }

  /** Examines this machine; needs an empty runtime directory that no runtime uses. */
  public static List<Finding> of(NodeConfig config) throws IOException {
    var user = WorkerUser.of(config.workerUser());
    NodeFolders folders = NodeFolders.open(Optional.empty(), Optional.empty(), user);
    try (var launcher = new Launcher()) {
      var examination = new Examination(config, folders.launch(), launcher);
      examination.examine();
      return examination.findings;
    } finally {
      folders.remove();
    }
  }

  private void examine() {
    switch (Isolation.detect(config, user, trial, filter)) {
      case Isolation.Refusing(String why) ->
          findings.add(Finding.broken("sandbox", why, Advice.onSandbox(why)));
      case Isolation.Trusting(_, String why) ->
          findings.add(
              Finding.weak(
                  "sandbox",
                  "none, as hearth.node.trust-functions is set: " + why,
                  Advice.onSandbox(why)));
      case Isolation.Bubblewrap(var command, var observed) -> {
        findings.add(Finding.ok("sandbox", command.bwrap() + " on " + config.javaHome()));
        findings.addAll(InsideFindings.of(observed));
        outside(command);
        memory(command);
      }
    }
  }

  private void outside(BubblewrapCommand command) {
    var view = new AtomicReference<ProcessView>();
    try (var group = new Grouped(limits, USUAL_BYTES, config.maxProcesses())) {
      var setting = new SandboxTrial.Setting(group.joinFiles(), SandboxTrial.SCRATCH_MIB, 1);
      switch (trial.run(command, setting, process -> view.set(ProcessView.innermost(process)))) {
        case SandboxTrial.Outcome.Failed(String why) ->
            findings.add(Finding.broken("control groups", why, Advice.ON_GROUPS));
        case SandboxTrial.Outcome.Seen _ -> outside(view.get());
      }
    } catch (IOException e) {
      findings.add(Finding.broken("control groups", e.toString(), Advice.ON_GROUPS));
    }
  }

  private void outside(ProcessView view) {
    var shared = new ArrayList<>(ProcessView.KINDS);
    shared.removeAll(view.apart());
    findings.add(
        shared.isEmpty()
            ? Finding.ok("namespaces", "its own " + String.join(", ", view.apart()))
            : Finding.weak(
                "namespaces",
                "shares with the node: " + String.join(", ", shared),
                Advice.ON_NAMESPACES));
    findings.add(ofUser(view.uid()));
    boolean member = view.groups().stream().anyMatch(line -> line.contains("/hearth."));
    findings.add(
        member
            ? Finding.ok(
                "control groups", limits.text() + ": " + String.join(", ", limits.controllers()))
            : Finding.weak("control groups", "none: " + limits.text(), Advice.ON_GROUPS));
    if (member && !limits.controllers().contains("cpu")) {
      findings.add(Finding.weak("processors", "shared without a bound", Advice.ON_CPU));
    }
  }

  private Finding ofUser(String uid) {
    if (uid.equals("0")) {
      return Finding.broken("user", "workers are root on the machine", Advice.ON_ROOT);
    }
    return user.drops()
        ? Finding.ok("user", "workers are user " + uid + " on the machine")
        : Finding.weak("user", "workers are user " + uid + ", as the runtime is", Advice.ON_USER);
  }

  /** Has a process take more memory than it may: what stands in scratch counts. */
  private void memory(BubblewrapCommand command) {
    if (!limits.controllers().contains("memory")) {
      String says = "bounded for each process of a worker by RLIMIT_DATA, not for the worker";
      findings.add(Finding.weak("memory", says, Advice.ON_GROUPS));
      return;
    }
    String bound = "a worker of %d MiB that took more ".formatted(TIGHT_BYTES >> 20);
    try (var group = new Grouped(limits, TIGHT_BYTES, config.maxProcesses())) {
      var greedy = new SandboxTrial.Setting(group.joinFiles(), TOO_MUCH_MIB, TOO_MUCH_MIB);
      SandboxTrial.Outcome _ = trial.run(command, greedy, _ -> {});
      findings.add(
          group.killedForMemory()
              ? Finding.ok("memory", bound + "was ended")
              : Finding.weak("memory", bound + "went on", Advice.ON_GROUPS));
    } catch (IOException e) {
      findings.add(Finding.broken("memory", e.toString(), Advice.ON_GROUPS));
    }
  }

  /** Limits that go with their user. */
  private record Grouped(ResourceLimits.Group group) implements AutoCloseable {
    Grouped(ResourceLimits limits, long memoryBytes, int processes) throws IOException {
      this(limits.create("examined", new WorkerBounds(memoryBytes, processes, 2)));
    }

    List<Path> joinFiles() {
      return group.joinFiles();
    }

    boolean killedForMemory() {
      return group.killedForMemory();
    }

    @Override
    public void close() throws IOException {
      group.remove();
    }
  }
}
