package dev.hearth.standalone.lifecycle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines that are appended to a log, from its present end on. */
final class LogTail {
  private static final int LONGEST_READ = 1 << 20;

  private final Path file;
  private long position;

  private LogTail(Path file, long position) {
    this.file = file;
    this.position = position;
  }

  /** Begins at the end of what is there. */
  static LogTail fromEnd(Path file) throws IOException {
    return new LogTail(file, Files.exists(file) ? Files.size(file) : 0);
  }

  /** Whole lines that came since the last call. */
  List<String> newLines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < position) {
        position = 0;
      }
      in.seek(position);
      byte[] bytes = new byte[(int) Math.min(LONGEST_READ, in.length() - position)];
      in.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      position += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
      return text.substring(0, end).lines().toList();
    }
  }

  /** The last lines of a file. */
  static List<String> last(Path file, int count) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    var tail = new LogTail(file, Math.max(0, Files.size(file) - LONGEST_READ));
    var lines = new ArrayList<>(tail.newLines());
    return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
