package dev.hearth.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the process behind a port. */
public final class ListeningProcess {
  private static final String LISTENING = "0A";

  private ListeningProcess() {}

  /** The process which listens on a TCP port of this machine. */
  public static long onPort(int port) throws IOException {
    String socket = "socket:[" + inode(port) + "]";
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.mapToLong(ProcessHandle::pid)
          .filter(pid -> holds(pid, socket))
          .findFirst()
          .orElseThrow(() -> new IOException("nobody holds the socket of port " + port));
    }
  }

  private static String inode(int port) throws IOException {
    String suffix = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
          return fields[9];
        }
      }
    }
    throw new IOException("nothing listens on port " + port);
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.anyMatch(file -> pointsTo(file, socket));
    } catch (IOException ended) {
      return false;
    }
  }

  private static boolean pointsTo(Path file, String socket) {
    try {
      return Files.readSymbolicLink(file).toString().equals(socket);
    } catch (IOException closed) {
      return false;
    }
  }
}
