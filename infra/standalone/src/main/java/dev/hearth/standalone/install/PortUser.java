package dev.hearth.standalone.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which process listens on a TCP port, as Linux's {@code /proc} tells: a listening socket's inode
 * stands in {@code /proc/net/tcp}, and the process that holds it has a link to {@code
 * socket:[inode]}.
 */
final class PortUser {
  private static final String LISTENING = "0A";
  private static final int MAX_COMMAND = 80;

  private PortUser() {}

  /** Words for the process, if this user may know it. */
  static Optional<String> of(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      sockets.addAll(listening(Path.of(table), port));
    }
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .filter(process -> holdsAny(process.pid(), sockets))
            .findFirst()
            .map(PortUser::words);
  }

  private static Set<String> listening(Path table, int port) {
    var sockets = new HashSet<String>();
    String suffix = ":%04X".formatted(port);
    try {
      for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
          sockets.add("socket:[" + columns[9] + "]");
        }
      }
    } catch (IOException e) {
      // Without /proc the sentence just doesn't name the process.
      return Set.of();
    }
    return sockets;
  }

  private static boolean holdsAny(long pid, Set<String> sockets) {
    Path folder = Path.of("/proc", Long.toString(pid), "fd");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (sockets.contains(target(file))) {
          return true;
        }
      }
    } catch (IOException | UncheckedIOException | java.nio.file.DirectoryIteratorException e) {
      // Another user's process, or one that ended meanwhile.
      return false;
    }
    return false;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String words(ProcessHandle process) {
    String command =
        process.info().commandLine().or(() -> process.info().command()).orElse("unknown command");
    String shown =
        command.length() > MAX_COMMAND ? command.substring(0, MAX_COMMAND) + "…" : command;
    return "process %d (%s)".formatted(process.pid(), shown);
  }
}
