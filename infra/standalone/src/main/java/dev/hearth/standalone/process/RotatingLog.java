package dev.hearth.standalone.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A log file that moves to {@code NAME.1}, that to {@code NAME.2} and so on, when it has its full
 * size. Thread-safe.
 */
public final class RotatingLog implements AutoCloseable {
  private static final long USUAL_BYTES = 16L << 20;
  private static final int KEPT = 4;

  private final Path file;
  private final long maxBytes;
  private OutputStream out;
  private long bytes;

  public RotatingLog(Path file) throws IOException {
    this(file, USUAL_BYTES);
  }

  RotatingLog(Path file, long maxBytes) throws IOException {
    this.file = file;
    this.maxBytes = maxBytes;
    this.out = open(file);
    this.bytes = Files.size(file);
  }

  /** Appends bytes; a chunk is never split over two files. */
  public synchronized void write(byte[] chunk, int offset, int length) throws IOException {
    if (bytes > 0 && bytes + length > maxBytes) {
      rotate();
    }
    out.write(chunk, offset, length);
    out.flush();
    bytes += length;
  }

  private void rotate() throws IOException {
    out.close();
    for (int age = KEPT - 1; age >= 0; age--) {
      Path from = age == 0 ? file : aged(age);
      if (Files.exists(from)) {
        Files.move(from, aged(age + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    out = open(file);
    bytes = 0;
  }

  private Path aged(int age) {
    return file.resolveSibling(file.getFileName() + "." + age);
  }

  private static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(file, CREATE, WRITE, APPEND);
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
