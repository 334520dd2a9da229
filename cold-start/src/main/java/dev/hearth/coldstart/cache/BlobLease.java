package dev.hearth.coldstart.cache;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A verified blob that stays where it is until this is closed. Closing it twice is as closing it
 * once. What was mapped stays mapped.
 */
public final class BlobLease implements AutoCloseable {
  private final Path file;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  BlobLease(Path file, Runnable release) {
    this.file = file;
    this.release = release;
  }

  /** The read-only file, for workers to map; it can be bound into sandboxes. */
  public Path file() {
    return file;
  }

  /** Maps the blob into this process, read-only; all who map it share its pages. */
  public MemorySegment map(Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
