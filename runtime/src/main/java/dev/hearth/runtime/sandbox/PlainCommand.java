package dev.hearth.runtime.sandbox;

import dev.hearth.runtime.device.Supply;
import dev.hearth.sdk.descriptor.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the command line of a worker without a sandbox, for functions that the operator trusts. It
 * sees the host's file system; its function is laid out as a folder of links.
 *
 * @param javaHome JDK on the host
 */
record PlainCommand(WorkerUser user, Path javaHome, ProcessBounds bounds) {

  WorkerView view(WorkerFolder folder) {
    return new WorkerView(
        folder.function().toString(),
        folder.scratch().toString(),
        folder.media().toString(),
        folder.socket().toString());
  }

  List<String> worker(WorkerSpec spec, HarnessJars harness, FunctionFiles files, Supply supply)
      throws IOException {
    WorkerFolder folder = spec.folder();
    layOut(folder, files);
    WorkerView view = view(folder);
    var command = new ArrayList<>(user.prefix());
    command.addAll(bounds.command(Programs.require("prlimit")));
    command.add(Programs.require("env"));
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

  private void layOut(WorkerFolder folder, FunctionFiles files) throws IOException {
    user.createPrivateFolder(folder.function());
    user.createPrivateFolder(folder.scratch());
    for (Map.Entry<String, Path> file : files.byPath().entrySet()) {
      Path link = folder.function().resolve(file.getKey());
      makeParents(folder.function(), link);
      Files.createSymbolicLink(link, file.getValue().toAbsolutePath());
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
