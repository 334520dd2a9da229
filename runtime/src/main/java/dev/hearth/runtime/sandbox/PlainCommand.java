package dev.hearth.runtime.sandbox;

import dev.hearth.runtime.device.Supply;
import dev.hearth.sdk.descriptor.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the command line of a worker without a sandbox, for functions that the operator trusts. It
 * sees the host's file system; its function is laid out as a folder of copies, and of links to what
 * is large.
 *
 * @param javaHome JDK on the host
 */
record PlainCommand(WorkerUser user, Path javaHome, ProcessBounds bounds) {
  private static final long LARGEST_COPY_BYTES = 1 << 20;

  WorkerView view(WorkerFolder folder) {
    return new WorkerView(
        folder.function().toString(),
        folder.scratch().toString(),
        folder.media().toString(),
        folder.socket().toString());
  }

  /** The same with other bounds. */
  PlainCommand with(ProcessBounds others) {
    return new PlainCommand(user, javaHome, others);
  }

  List<String> worker(WorkerSpec spec, HarnessJars harness, FunctionFiles files, Supply supply)
      throws IOException {
    WorkerFolder folder = spec.folder();
    layOut(folder, files.byPath());
    WorkerView view = view(folder);
    var command = bounded();
    supply.environment().forEach((name, value) -> command.add(name + "=" + value));
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(new ClassSharing.Standard().flags("", ""));
    command.addAll(JvmFlags.of(spec.manifest().descriptor().resources(), view.scratch()));
    command.add("-cp");
    command.add(
        HarnessJars.classPath(
            harness.paths().stream().map(Path::toString).toList(), view.root(), files));
    command.addAll(List.of(harness.mainClass(), view.socket()));
    return command;
  }

  /** The worker of a function that is a program of its own. */
  List<String> program(WorkerSpec spec, ProgramStart start, FunctionFiles files, Supply supply)
      throws IOException {
    WorkerFolder folder = spec.folder();
    var function = new LinkedHashMap<>(files.byPath());
    if (start.program() instanceof ProgramStart.OfFunction(String name, Path executable)) {
      function.put(name, executable);
    }
    layOut(folder, function);
    WorkerView view = view(folder);
    var command = bounded();
    command.add("--chdir=" + view.root());
    view.environment(start.path()).forEach((name, value) -> command.add(name + "=" + value));
    supply.environment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(start.command(view));
    return command;
  }

  private ArrayList<String> bounded() {
    var command = new ArrayList<>(user.prefix());
    command.addAll(bounds.command(Programs.require("prlimit")));
    command.add(Programs.require("env"));
    return command;
  }

  private void layOut(WorkerFolder folder, Map<String, Path> files) throws IOException {
    user.createPrivateFolder(folder.function());
    user.createPrivateFolder(folder.scratch());
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path place = folder.function().resolve(file.getKey());
      makeParents(folder.function(), place);
      put(file.getValue().toAbsolutePath(), place);
    }
  }

  /** Interpreters look for a script's modules beside the file that a link leads to. */
  private void put(Path file, Path place) throws IOException {
    boolean large = Files.size(file) > LARGEST_COPY_BYTES;
    Path _ =
        large
            ? Files.createSymbolicLink(place, file)
            : Files.copy(file, place, StandardCopyOption.COPY_ATTRIBUTES);
    if (!large) {
      user.own(place);
    }
  }

  private void makeParents(Path root, Path file) throws IOException {
    Path folder = root;
    for (Path name : root.relativize(file.resolveSibling("."))) {
      folder = folder.resolve(name).normalize();
      if (!Files.exists(folder)) {
        user.createPrivateFolder(folder);
      }
    }
  }
}
