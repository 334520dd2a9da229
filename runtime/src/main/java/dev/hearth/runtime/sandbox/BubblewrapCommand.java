package dev.hearth.runtime.sandbox;

import dev.hearth.runtime.device.Supply;
import dev.hearth.runtime.probe.Inside;
import dev.hearth.sdk.descriptor.JvmFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the command line of a sandbox.
 *
 * <p>The worker's root is an empty tmpfs that holds what is bound below and is then made read-only,
 * so every bind comes before {@code --remount-ro /}. {@code prlimit} runs inside: the kernel counts
 * processes per user and user namespace, and a limit set outside would count all workers together,
 * since they are one user out there.
 *
 * @param bwrap path of the program
 * @param javaHome JDK on the host
 * @param filter of system calls, opened by {@link Launch}
 */
record BubblewrapCommand(
    String bwrap,
    WorkerUser user,
    Path javaHome,
    ProcessBounds bounds,
    long scratchBytes,
    Optional<Path> filter) {
  private static final String PRLIMIT = "/limits/prlimit";
  private static final String CLASSES = "/aot/classes.aot";

  /** The same with another filter, or none. */
  BubblewrapCommand with(Optional<Path> otherFilter) {
    return new BubblewrapCommand(bwrap, user, javaHome, bounds, scratchBytes, otherFilter);
  }

  /** The same with other bounds. */
  BubblewrapCommand with(ProcessBounds others) {
    return new BubblewrapCommand(bwrap, user, javaHome, others, scratchBytes, filter);
  }

  /**
   * {@link Inside} in an otherwise empty sandbox.
   *
   * @param program folder of its class
   * @param scratchMib size of its scratch folder
   * @param arguments of the program
   */
  List<String> trial(Path program, int scratchMib, List<String> arguments) {
    var command = new ArrayList<String>();
    isolate(command);
    bindJava(command);
    bind(command, program, "/program");
    close(command, List.of(), (long) scratchMib << 20, "/scratch");
    command.addAll(bounds.command(PRLIMIT));
    command.addAll(List.of("/jdk/bin/java", "-Xshare:auto", "-Xmx32m", "-cp", "/program"));
    command.add(Inside.class.getName());
    command.addAll(arguments);
    return command;
  }

  /** The worker of a function in Java. */
  List<String> worker(WorkerSpec spec, HarnessJars harness, FunctionFiles files, Supply supply) {
    WorkerView view = WorkerView.SANDBOXED;
    var command = new ArrayList<String>();
    isolate(command);
    bindJava(command);
    supply(command, supply);
    harness.inside().forEach((inside, host) -> bind(command, host, inside));
    bindFunction(command, spec, files.byPath());
    bindClasses(command, spec.sharing());
    close(command, supply.nodes(), scratchBytes, view.scratch());
    boolean recording = spec.sharing() instanceof ClassSharing.Recording;
    command.addAll((recording ? bounds.recording() : bounds).command(PRLIMIT));
    command.add("/jdk/bin/java");
    command.addAll(spec.sharing().flags(CLASSES, view.scratch()));
    command.addAll(JvmFlags.of(spec.manifest().descriptor().resources(), view.scratch()));
    command.add("-cp");
    command.add(HarnessJars.classPath(harness.inside().keySet(), view.root(), files));
    command.addAll(List.of(harness.mainClass(), view.socket()));
    return command;
  }

  /** The worker of a function that is a program of its own. */
  List<String> program(WorkerSpec spec, ProgramStart start, FunctionFiles files, Supply supply)
      throws IOException {
    WorkerView view = WorkerView.SANDBOXED;
    var command = new ArrayList<String>();
    isolate(command);
    setEnvironment(command, view.environment(start.path()));
    var function = new LinkedHashMap<>(files.byPath());
    switch (start.program()) {
      case ProgramStart.OfNode(Path file) -> command.addAll(NodePrograms.binds(file));
      case ProgramStart.OfFunction(String name, Path executable) -> {
        bindLibraries(command);
        function.put(name, executable);
      }
    }
    supply(command, supply);
    bindFunction(command, spec, function);
    close(command, supply.nodes(), scratchBytes, view.root());
    command.addAll(bounds.command(PRLIMIT));
    command.addAll(start.command(view));
    return command;
  }

  private static void supply(List<String> command, Supply supply) {
    setEnvironment(command, supply.environment());
    supply.libraries().forEach(file -> bind(command, file, file.toString()));
  }

  private static void setEnvironment(List<String> command, Map<String, String> environment) {
    environment.forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
  }

  private static void bindFunction(List<String> command, WorkerSpec spec, Map<String, Path> files) {
    WorkerView view = WorkerView.SANDBOXED;
    files.forEach((path, host) -> bind(command, host, view.root() + "/" + path));
    bind(command, spec.folder().media(), view.media());
    bind(command, spec.folder().socketFolder(), "/hearth");
  }

  private void isolate(List<String> command) {
    command.addAll(user.prefix());
    command.addAll(
        List.of(
            bwrap,
            "--unshare-all",
            "--unshare-user",
            "--disable-userns",
            "--die-with-parent",
            "--new-session",
            "--clearenv",
            "--uid",
            Integer.toString(user.id()),
            "--gid",
            Integer.toString(user.id()),
            "--hostname",
            "worker",
            "--cap-drop",
            "ALL"));
    filter.ifPresent(_ -> command.addAll(List.of("--seccomp", Launch.FILTER_DESCRIPTOR)));
    bind(command, Path.of(Programs.require("prlimit")), PRLIMIT);
  }

  private void bindJava(List<String> command) {
    bind(command, javaHome, "/jdk");
    bindLibraries(command);
  }

  private static void bindLibraries(List<String> command) {
    SystemLibraries.files().forEach(file -> bind(command, file, file.toString()));
  }

  private static void close(
      List<String> command, List<Path> deviceNodes, long scratchBytes, String workingDirectory) {
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    for (Path node : deviceNodes) {
      command.addAll(List.of("--dev-bind", node.toString(), node.toString()));
    }
    command.addAll(List.of("--size", Long.toString(scratchBytes), "--tmpfs", "/scratch"));
    command.addAll(List.of("--chdir", workingDirectory));
    command.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
  }

  private static void bindClasses(List<String> command, ClassSharing sharing) {
    switch (sharing) {
      case ClassSharing.Cached(Path file) -> bind(command, file, CLASSES);
      case ClassSharing.Recording(Path file) ->
          command.addAll(List.of("--bind", file.toString(), CLASSES));
      case ClassSharing.Off _, ClassSharing.Standard _ -> {}
    }
  }

  private static void bind(List<String> command, Path host, String inside) {
    command.addAll(List.of("--ro-bind", host.toString(), inside));
  }
}
