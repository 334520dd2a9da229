package dev.hearth.standalone.install;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Optional;

/** Held by the one supervisor of a data folder as long as its process lives. */
public final class InstallationLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private InstallationLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the lock; empty when another process has it. */
  public static Optional<InstallationLock> tryTake(DataFolder data) throws IOException {
    FileChannel channel = FileChannel.open(data.run().resolve("lock"), CREATE, WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new InstallationLock(channel, lock));
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
