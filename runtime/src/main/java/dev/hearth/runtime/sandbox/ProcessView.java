package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the kernel says of a process, seen from the node.
 *
 * @param uid its user on the host
 * @param apart the kinds of namespaces that it doesn't share with this process
 * @param groups its control groups, one line each as in {@code /proc/PID/cgroup}
 */
record ProcessView(String uid, List<String> apart, List<String> groups) {
  /** The kinds of namespaces that {@code bwrap --unshare-all} leaves. */
  static final List<String> KINDS = List.of("cgroup", "ipc", "mnt", "net", "pid", "user", "uts");

  /** Looks at the innermost process: the first that has no child. */
  static ProcessView innermost(ProcessHandle outermost) throws IOException {
    ProcessHandle process = outermost;
    for (var child = child(process); child.isPresent(); child = child(process)) {
      process = child.get();
    }
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    return new ProcessView(
        uid(folder), apart(folder), Files.readAllLines(folder.resolve("cgroup")));
  }

  private static java.util.Optional<ProcessHandle> child(ProcessHandle process) {
    try (Stream<ProcessHandle> children = process.children()) {
      return children.findFirst();
    }
  }

  private static String uid(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("status")).stream()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> line.split("\\s+", -1)[1])
        .findFirst()
        .orElse("unknown");
  }

  private static List<String> apart(Path folder) throws IOException {
    Map<String, Path> own = namespaces(Path.of("/proc/self"));
    var apart = new ArrayList<String>();
    namespaces(folder)
        .forEach(
            (kind, namespace) -> {
              if (!namespace.equals(own.get(kind))) {
                apart.add(kind);
              }
            });
    return apart;
  }

  private static Map<String, Path> namespaces(Path folder) throws IOException {
    var namespaces = new TreeMap<String, Path>();
    for (String kind : KINDS) {
      Path link = folder.resolve("ns").resolve(kind);
      if (Files.exists(link)) {
        namespaces.put(kind, Files.readSymbolicLink(link));
      }
    }
    return namespaces;
  }
}
