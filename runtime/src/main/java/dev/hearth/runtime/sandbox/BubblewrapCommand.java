package dev.hearth.runtime.sandbox;

import dev.hearth.runtime.device.Supply;
import dev.hearth.sdk.descriptor.JvmFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
 */
record BubblewrapCommand(
    String bwrap, WorkerUser user, Path javaHome, ProcessBounds bounds, long scratchBytes) {
  private static final String PRLIMIT = "/limits/prlimit";
  private static final String CLASSES = "/aot/classes.aot";

  /** A command inside an otherwise empty sandbox, to find out whether sandboxes work here. */
  List<String> probe() {
    var command = new ArrayList<String>();
    isolate(command);
    close(command, List.of());
    command.addAll(bounds.command(PRLIMIT));
    command.addAll(List.of("/jdk/bin/java", "-Xshare:auto", "-Xmx16m", "-version"));
    return command;
  }

  /** The worker. */
  List<String> worker(WorkerSpec spec, HarnessJars harness, FunctionFiles files, Supply supply) {
    WorkerView view = WorkerView.SANDBOXED;
    var command = new ArrayList<String>();
    isolate(command);
    supply.environment().forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
    supply.libraries().forEach(file -> bind(command, file, file.toString()));
    harness.inside().forEach((inside, host) -> bind(command, host, inside));
    files.byPath().forEach((path, host) -> bind(command, host, view.root() + "/" + path));
    bind(command, spec.folder().media(), view.media());
    bind(command, spec.folder().socketFolder(), "/hearth");
    bindClasses(command, spec.sharing());
    close(command, supply.nodes());
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
    bind(command, javaHome, "/jdk");
    SystemLibraries.files().forEach(file -> bind(command, file, file.toString()));
    bind(command, Path.of(Programs.require("prlimit")), PRLIMIT);
  }

  private void close(List<String> command, List<Path> deviceNodes) {
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    for (Path node : deviceNodes) {
      command.addAll(List.of("--dev-bind", node.toString(), node.toString()));
    }
    command.addAll(List.of("--size", Long.toString(scratchBytes), "--tmpfs", "/scratch"));
    command.addAll(List.of("--chdir", "/scratch", "--remount-ro", "/dev", "--remount-ro", "/"));
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
