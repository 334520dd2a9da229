package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a process writes to its standard streams so that it never blocks on them, and keeps
 * the end: a JVM that can't start says why only there.
 */
final class OutputTail {
  private static final int KEPT_BYTES = 4096;

  /** What a JVM says whose function uses kernels; no flag keeps it from that. */
  private static final String EXPECTED = "WARNING: Using incubator modules: jdk.incubator.vector";

  private final StringBuilder tail = new StringBuilder();
  private final Thread reader;

  OutputTail(String name, InputStream output) {
    reader = Thread.ofPlatform().name(name).daemon(true).start(() -> drain(output));
  }

  private void drain(InputStream output) {
    byte[] buffer = new byte[KEPT_BYTES];
    try (output) {
      for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
        keep(new String(buffer, 0, read, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      keep(""); // the stream of a process that was killed; what came before is kept
    }
  }

  private synchronized void keep(String text) {
    tail.append(text);
    tail.delete(0, Math.max(0, tail.length() - KEPT_BYTES));
  }

  /** The end of what was written, once the process has ended. */
  String text() throws InterruptedException {
    reader.join(1000);
    synchronized (this) {
      return tail.toString().replace(EXPECTED, "").strip();
    }
  }
}
