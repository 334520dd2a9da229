package dev.hearth.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of an installation, found as an operator would, to kill them. */
record Processes(Installation installation) {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Workers of a function which are at work, as the node tells its admin. */
  List<Long> busyWorkers(String function) throws Exception {
    JsonNode workers =
        installation
            .admin()
            .get(installation.api().resolve("/node/v1/workers"))
            .body()
            .required("workers");
    List<Long> busy = new ArrayList<>();
    for (JsonNode worker : workers) {
      if (worker.required("function").textValue().equals(function)
          && worker.required("state").textValue().equals("busy")) {
        busy.add(worker.required("pid").longValue());
      }
    }
    return busy;
  }

  /** The database server's main process. */
  long postgres() throws IOException {
    Path file = installation.data().resolve("postgres").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst());
  }

  /** The process which listens on the port of a service of this installation. */
  long listeningOn(int port) throws IOException {
    String inode = socketInode(port);
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid)
          .filter(pid -> holds(pid, inode))
          .findFirst()
          .orElseThrow(() -> new IOException("nobody holds the socket of port " + port));
    }
  }

  private static String socketInode(int port) throws IOException {
    String suffix = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[1].endsWith(suffix) && fields[3].equals("0A")) {
          return "socket:[" + fields[9] + "]";
        }
      }
    }
    throw new IOException("nothing listens on port " + port);
  }

  private static boolean holds(long pid, String inode) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return descriptors.anyMatch(
          descriptor -> target(descriptor).filter(inode::equals).isPresent());
    } catch (IOException ended) {
      return false;
    }
  }

  private static Optional<String> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException closed) {
      return Optional.empty();
    }
  }

  /** Ends a process at once, without any chance to tidy up, and waits until it is gone. */
  static void kill(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
    process.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
  }
}
